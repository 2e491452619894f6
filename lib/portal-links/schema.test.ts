import { expect, test } from "vitest";
import { createLinkSchema } from "./schema";

const loan = { actor: "ann@bank.example", entityType: "Loan", entityId: "L-1" };
const id = "0198f3a4-0000-7000-8000-000000000000";

test("a link reads only, and is valid for 15 minutes, unless it says otherwise", () => {
  expect(createLinkSchema.parse(loan)).toMatchObject({ resend: false, expiresInSeconds: 900 });
});

test.each([
  ["no target", { actor: "ann" }, "entityId"],
  ["two targets", { ...loan, webhookId: id }, "webhookId"],
  ["an entity's ID without its type", { actor: "ann", entityId: "L-1" }, "entityType"],
  ["an entity's type beside another target", { actor: "ann", entityType: "Loan", webhookId: id }, "entityId"],
  ["no actor", { ...loan, actor: " " }, "actor"],
  ["an actor on two lines", { ...loan, actor: "ann\nroot" }, "actor"],
  ["more than 8 hours", { ...loan, expiresInSeconds: 28_801 }, "expiresInSeconds"],
  ["less than a minute", { ...loan, expiresInSeconds: 59 }, "expiresInSeconds"],
  ["a logo that is a script", { ...loan, appearance: { logo: "javascript:alert(1)" } }, "appearance.logo"],
  ["a logo that is a page", { ...loan, appearance: { logo: "data:text/html;base64,AA" } }, "appearance.logo"],
  ["a logo over http", { ...loan, appearance: { logo: "http://bank.example/logo.png" } }, "appearance.logo"],
  ["a color that is CSS", { ...loan, appearance: { color: "red;x:url(//x)" } }, "appearance.color"],
  ["a permission of its own", { ...loan, permissions: ["users:write"] }, ""],
])("a link with %s is rejected, and the error names the field", (_, input, field) => {
  const { error } = createLinkSchema.safeParse(input);
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});
