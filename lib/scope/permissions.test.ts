import { expect, test } from "vitest";
import { describeMissingPermission } from "./permissions";

test("the message for a missing permission contains its label and does not mention the role", () => {
  expect(describeMissingPermission("api-keys:write")).toBe(
    "You do not have the permission “Create and revoke API keys”.",
  );
});
