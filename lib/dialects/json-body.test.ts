import { expect, test } from "vitest";
import { allDialects } from ".";
import { buildJsonBody } from "./json-body";

const event = {
  ...{
    id: "0199aaaa-0000-7000-8000-00000000000e",
    type: "PaymentPosted",
    title: "Payment Posted to account",
  },
  entityType: "Loan",
  entityId: "Zoë-😀",
  partnerId: null,
  occurredAt: new Date(0),
  changes: null,
  data: { name: "Zoë 😀", größe: 1 },
};
const render = (id: string, options: object) => {
  const dialect = allDialects.find((one) => one.id === id);
  if (!dialect) throw new Error(`no dialect ${id}`);
  const { body, contentType } = dialect.render(event, event.id, dialect.options.parse(options));
  return { body, contentType };
};
/** Reads a body as a servlet does: by the charset in Content-Type, or as ISO-8859-1 without one. */
const readAsServlet = ({ body, contentType }: ReturnType<typeof render>) =>
  JSON.parse(body.toString(/charset=utf-8$/i.test(contentType) ? "utf8" : "latin1"));

test.each(allDialects.map(({ id }) => id))("%s: a servlet reads non-ASCII characters unchanged", (id) => {
  const sent = render(id, {});
  expect(readAsServlet(sent)).toEqual(JSON.parse(sent.body.toString()));
  expect(JSON.stringify(readAsServlet(sent))).toContain("Zoë");
});

test.each(["precisionlender", "loanpro", "standard-webhooks"])(
  "%s: with the charset utf-8, non-ASCII characters are not escaped",
  (id) => {
    const { body, contentType } = render(id, { charset: "utf-8" });
    expect(contentType).toBe("application/json; charset=UTF-8");
    expect(body.toString()).toContain("Zoë");
    expect(render(id, {}).contentType).toBe("application/json");
    expect(render(id, {}).body.toString()).toMatch(/^[\x20-\x7e]+$/);
  },
);

test("the dialects fineract and plexe send the same Content-Type as Fineract and ASP.NET Boilerplate", () => {
  expect(render("fineract", {}).contentType).toBe("application/json; charset=UTF-8");
  expect(render("plexe", {}).contentType).toBe("application/json; charset=utf-8");
});

test("non-ASCII characters in a JSON template's output are escaped too; plain text is sent as UTF-8", () => {
  const bodyTemplate = '{"größe": "{{ data.name }}"}';
  expect(render("loanpro", { bodyTemplate }).body.toString()).toBe(
    '{"gr\\u00f6\\u00dfe": "Zo\\u00eb \\ud83d\\ude00"}',
  );
  const text = render("loanpro", { bodyTemplate: "{{ data.name }}", contentType: "text/plain" });
  expect([text.body.toString(), text.contentType]).toEqual(["Zoë 😀", "text/plain; charset=UTF-8"]);
});

test("ASCII text is unchanged, byte for byte", () => {
  const json = '{"a":"\\u00eb\\n\u007f"}';
  expect(buildJsonBody(json, "ascii").body.toString()).toBe(json);
});
