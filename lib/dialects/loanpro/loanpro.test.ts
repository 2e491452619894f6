import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { loanSample } from "../../catalogue/builtin/loanpro-fields";
import { parseJson } from "../../json/parse-json";
import { CannotRender } from "../dialect";
import { loanpro } from "./loanpro";

const event = {
  id: "01931b7e-0000-7000-8000-000000000001",
  type: "PaymentPosted",
  title: "Payment Posted to account",
  entityType: "Loan",
  entityId: "L-102",
  partnerId: null,
  occurredAt: new Date("2026-02-14T18:44:19Z"),
  data: loanSample as unknown,
  changes: { loanStatus: { from: "Open", to: "Closed" } },
};
const evil = `"}\\\r\n,"evil":"1</a><b x='&{{data.x}}{%x%}/../?x=1&y=2#`;

function renderBody(options: Record<string, unknown>, given = event): string {
  return loanpro.render(given, "trace", loanpro.options.parse(options)).body.toString();
}
const listSettingsErrors = (options: Record<string, unknown>, url = "https://a.example/", headers = {}) =>
  loanpro.checkTemplates?.({ url, headers }, loanpro.options.parse(options));

test("the body is LoanPro's: the event's title and a context with LoanPro's variable names", () => {
  expect(JSON.parse(renderBody({}))).toEqual({
    eventName: "Payment Posted to account",
    context: expect.objectContaining({
      "loan-display-id": "L-102",
      "status-days-past-due": 3,
      "last-payment-amount": 412.55,
      "customer.primary.id": 2214,
      "loan-sub-status": "Repaying",
    }),
  });
});

test("the context has the chosen variables, with null for those that the event lacks", () => {
  const variables = ["status-days-past-due", "loan-display-id", "promise-amount"];
  expect(renderBody({ variables })).toBe(
    '{"eventName":"Payment Posted to account","context":{"status-days-past-due":3,"loan-display-id":"L-102","promise-amount":null}}',
  );
  expect(
    loanpro.listMissingVariables?.({ url: "", headers: {} }, loanpro.options.parse({ variables }), event),
  ).toEqual(["promise-amount"]);
});

test("an empty object is sent as [], as LoanPro sends it, also inside other values; other values keep their bytes", () => {
  const data = parseJson(
    '{"portfolio":{},"list":[{},[],{"a":{}}],"customFields":{"35":{"value":{}}},"text":"","none":null,"amount":1.50}',
  );
  expect(renderBody({}, { ...event, data })).toBe(
    '{"eventName":"Payment Posted to account","context":{"loan-display-id":"L-102","portfolio":[],"list":[[],[],{"a":[]}],"custom-fields":{"35":{"value":[]}},"text":"","none":null,"amount":1.50}}',
  );
  const bodyTemplate = '{"p": {{ context["portfolio"] | json }}}';
  expect(renderBody({ bodyTemplate }, { ...event, data })).toBe('{"p": []}');
});

test("a field may have the name of an inherited property", () => {
  const data = { constructor: "Alder Homes Ltd", toString: 1 };
  expect(renderBody({}, { ...event, data })).toBe(
    '{"eventName":"Payment Posted to account","context":{"loan-display-id":"L-102","constructor":"Alder Homes Ltd","to-string":1}}',
  );
});

test("an unknown variable cannot be saved, and neither can a content type other than JSON without a template", () => {
  expect(loanpro.options.safeParse({ variables: ["loan-id"] }).error?.issues[0]?.message).toMatch(
    /There is no variable "loan-id"/,
  );
  expect(loanpro.options.safeParse({ contentType: "text/plain" }).error?.issues[0]?.path).toEqual([
    "contentType",
  ]);
});

test("deliveries are signed like the default dialect's, but in the header X-Hookledger-Signature", () => {
  const signedHeaders = loanpro.headers({
    traceId: "t",
    eventType: event.type,
    entityType: "Loan",
    sentAt: new Date(),
    body: Buffer.from("{}"),
    keys: ["new", "old"] as [string, string],
    signatureHeader: "X-Hookledger-Signature",
    signatureEncoding: "hex" as const,
    options: loanpro.options.parse({}),
  });
  const sign = (key: string) => createHmac("sha256", key).update("{}").digest("hex");
  expect(signedHeaders).toEqual({
    "X-Hookledger-Signature": sign("new"),
    "X-Hookledger-Signature-Previous": sign("old"),
  });
});

test.each([
  ['{"id": "{{ entity.id }}", "due": {{ data.amountDue }}}', '{"id": "L-102", "due": 412.55}'],
  ['{"name": {{ data.agentFullName }}}', '{"name": "Priya Natarajan"}'],
  ['{"all": {{ changes | json }}}', '{"all": {"loanStatus":{"from":"Open","to":"Closed"}}}'],
  ['{"was": "{{ changes.loanStatus.from }}"}', '{"was": "Open"}'],
  ['{"d": {{ context["status-days-past-due"] }}}', '{"d": 3}'],
  ['{"none": "{{ data.nothing }}", "null": {{ data.nothing | json }}}', '{"none": "", "null": null}'],
  ['[{% for part in data.parts %}"{{ part }}"{% unless forloop.last %},{% endunless %}{% endfor %}]', "[]"],
  ['{"on": "{{ data.nextPaymentDate | date: "%m/%d/%Y" }}"}', '{"on": "03/14/2026"}'],
  [
    '{"text": "{{ changes | json }}"}',
    '{"text": "{\\"loanStatus\\":{\\"from\\":\\"Open\\",\\"to\\":\\"Closed\\"}}"}',
  ],
])("the JSON template %s can be saved and rendered", (bodyTemplate, expected) => {
  expect(listSettingsErrors({ bodyTemplate })).toEqual([]);
  expect(renderBody({ bodyTemplate })).toBe(expected);
});

test.each([
  ["application/json", '{"a": "{{ data.x }}", "b": {{ data.x }}, "c": "{{ data.x | json }}"}'],
  ["application/x-www-form-urlencoded", "a={{ data.x }}&b=2"],
  ["application/xml", "<a b='{{ data.x }}'>{{ data.x }}</a>"],
] as const)("%s: event data never breaks out of its position", (contentType, bodyTemplate) => {
  const options = { contentType, bodyTemplate };
  expect(listSettingsErrors(options)).toEqual([]);
  const text = renderBody(options, { ...event, data: { x: evil } });
  if (contentType === "application/json") {
    expect(JSON.parse(text)).toEqual({ a: evil, b: evil, c: JSON.stringify(evil) });
  } else if (contentType === "application/xml") {
    expect(text.match(/[<>]/g)?.join("")).toBe("<><>");
    expect(text.match(/'/g)?.length).toBe(2);
    expect(text).not.toMatch(/&(?!#\d+;)/);
  } else {
    expect(Object.fromEntries(new URLSearchParams(text))).toEqual({ a: evil, b: "2" });
  }
});

test("values in URL and headers are escaped", () => {
  const filledDestination = loanpro.fill?.(
    {
      url: "https://a.example/loans/{{ data.x }}/x?q={{ data.x }}",
      headers: { "X-A": "loan {{ data.x }}", "X-B": "é" },
    },
    { ...event, data: { x: evil } },
  );
  const url = new URL(filledDestination?.url ?? "");
  expect(url.origin).toBe("https://a.example");
  expect(url.pathname.split("/")).toHaveLength(4);
  expect([...url.searchParams]).toEqual([["q", evil]]);
  expect(filledDestination?.headers["X-A"]).toMatch(/^loan [\x20-\x7e]+$/);
  expect(filledDestination?.headers["X-B"]).toBe("é");
});

test.each([".", "..", "%2e", ".%2E"])('"%s" as a value never changes the path', (x) => {
  const fill = () =>
    loanpro.fill?.(
      { url: "https://a.example/loans/{{ data.x }}/close", headers: {} },
      { ...event, data: { x } },
    );
  if (x.startsWith("%") || x.includes("%")) {
    expect(new URL(fill()?.url ?? "").pathname.split("/")).toHaveLength(4);
  } else {
    expect(fill).toThrow(CannotRender);
  }
});

test.each([
  "{{ data.x }}",
  "{{ data.scheme }}://a.example/",
  "https://{{ data.host }}/",
  "https://a.example:{{ data.port }}/",
  "https://{{ data.user }}@a.example/",
  "https://a.example{{ data.x }}/",
  "https://a.example\\{{ data.x }}",
])("the URL %s cannot be saved", (url) => {
  expect(listSettingsErrors({}, url)).toEqual([
    { field: "url", message: expect.stringContaining("path or query") },
  ]);
});

test.each([
  ['{"a": }', /not JSON/],
  ['{"a": "{{ data.x "}', /Line 1, column \d+: /],
  ['{\n  "a": {{ data.x | nope }}\n}', /Line 2, column \d+: undefined filter: nope/],
  ['{\n"a": {{ datta.x }}}', /Line 2, column \d+: there is no variable "datta"/],
  ['{% include "x" %}', /Line 1, column 1: tag "include" not found/],
  ["{% capture a %}{{ data.x }}{% endcapture %}", /tag "capture" not found/],
  ["{% echo data.x %}", /tag "echo" not found/],
  ["{{ data.x | raw }}", /undefined filter: raw/],
  ['{"a": "\\{{ data.x }}"}', /right after a backslash/],
  ['{"a": {{ "now" | date: "%s" }}}', /always give the same output/],
  ["{}{% if data.amountDue %}x{% endif %}", /not JSON/],
  ["{}\uE000", /private-use/],
])("the body template %s cannot be saved, and the error gives the reason", (bodyTemplate, reason) => {
  expect(listSettingsErrors({ bodyTemplate })).toEqual([
    { field: "options.bodyTemplate", message: expect.stringMatching(reason) },
  ]);
});

test.each(["<{{ data.x }}/>", "<a {{ data.x }}='1'/>", "<!-- {{ data.x }} -->", "<![CDATA[{{ data.x }}]]>"])(
  "the XML template %s cannot be saved",
  (bodyTemplate) => {
    expect(listSettingsErrors({ bodyTemplate, contentType: "application/xml" })?.[0]?.message).toMatch(
      /between tags/,
    );
  },
);

test.each([
  "{% for a in (1..100000) %}{% for b in (1..100000) %}{% endfor %}{% endfor %}",
  "{% for a in (1..1000) %}{% for b in (1..1000) %}{{ data.x }}{% endfor %}{% endfor %}",
  `{% for a in (1..19000) %}${"x".repeat(30_000)}{% endfor %}`,
  "{% assign x = data.big %}{% for a in (1..40) %}{% assign x = x | append: x %}{% endfor %}{{ x }}",
  "{{ data.big }}{{ data.big }}{{ data.big }}",
  '{% assign l = data.big | split: "" %}{% for a in l %}{% assign m = l | concat: l | sort %}{% endfor %}',
])("rendering stops at a limit of length or steps: %#", (bodyTemplate) => {
  const options = { bodyTemplate, contentType: "text/plain" };
  const started = process.cpuUsage();
  expect(() => renderBody(options, { ...event, data: { x: 1, big: "b".repeat(100_000) } })).toThrow(
    CannotRender,
  );
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(2_500);
});

test("templates cannot read prototypes", () => {
  const bodyTemplate = '["{{ data.constructor.name }}{{ event.__proto__ }}{{ data.toString }}"]';
  expect(renderBody({ bodyTemplate })).toBe('[""]');
});

test("variables that the event lacks are listed", () => {
  const settings = {
    url: "https://a.example/{{ data.nothing }}",
    headers: { "X-A": '{{ context["loan-display-id"] }}' },
  };
  const options = loanpro.options.parse({
    bodyTemplate: '["{{ data.amountDue }}{{ changes.rate.from }}{{ context["no-such"] }}"]',
  });
  expect(loanpro.listMissingVariables?.(settings, options, event)).toEqual([
    "data.nothing",
    "changes.rate.from",
    'context["no-such"]',
  ]);
});
