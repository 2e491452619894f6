import { expect, test } from "vitest";
import { parseJson } from "../../json/parse-json";
import { buildContext } from "../loanpro/variables";
import { buildTemplateScope, findTemplateError, listMissingVariables, renderTemplate } from "./template";

const event = {
  id: "e-1",
  type: "PaymentPosted",
  title: "Payment Posted to account",
  entityType: "Loan",
  entityId: "L-102",
  partnerId: null,
  occurredAt: new Date("2026-02-14T18:44:19Z"),
  changes: null,
  data: parseJson(`{
    "amount": 120.50, "big": 9007199254740993, "none": null, "zero": 0, "two": 2, "comma": "1,500.25", "text": "150.25",
    "list": [9.50, 10.50, 9.5], "items": [{"n": 2.50}, {"n": 10}, {"m": 1}], "withnull": [1, null, 2], "mixed": [1, "a"],
    "constructor": "Acme Builders", "soon": "soon", "short": "2026-02-30", "long": ${"9".repeat(50)}
  }`),
};
const scope = buildTemplateScope(event, buildContext(event));
const renderText = (template: string) => {
  expect(findTemplateError(template)).toBeNull();
  return renderTemplate(template, "text", scope);
};

test("numbers keep their exact digits wherever a template prints them", () => {
  const template =
    '{"a": {{ data.amount }}, "b": "{{ data.amount }}", "c": {{ data.big }}, "d": {{ data.list | json }}, "e": {{ 0.10 }}}';
  expect(renderTemplate(template, "json", scope)).toBe(
    '{"a": 120.50, "b": "120.50", "c": 9007199254740993, "d": [9.50,10.50,9.5], "e": 0.10}',
  );
  expect(renderTemplate("/{{ data.amount }}", "url", scope)).toBe("/120.50");
});

// The same as Ruby Liquid 5.4.0 on Ruby 3.1.
test.each([
  ["{{ 100.10 | times: 3 }}", "300.3"],
  ["{{ 0.1 | plus: 0.2 }}", "0.3"],
  ['{{ "150.25" | plus: 5 }}', "155.25"],
  ["{{ 9007199254740993 | plus: 1 }}", "9007199254740994"],
  ["{{ -7 | modulo: 3 }} {{ 7.5 | modulo: 2 }}", "2 1.5"],
  ["{{ 5.0 | divided_by: 2 }}", "2.5"],
  ['{{ -1.5 | abs }} {{ "-1.5" | abs }} {{ 1.2 | ceil }} {{ -1.2 | floor }}', "1.5 1.5 2 -2"],
  ["{{ 2.5 | round }} {{ -2.5 | round }} {{ 1.005 | round: 2 }} {{ 1250 | round: -2 }}", "3 -3 1.01 1300"],
  ["{{ 4 | at_least: 5 }} {{ 4.5 | at_most: 4 }}", "5 4"],
  ['{{ data.withnull | compact | join: "," }}', "1,2"],
  ['{{ data.items | where: "n", 2.5 | size }} {{ data.items | where: "n" | size }}', "1 2"],
  ['{{ "😀a" | size }}', "2"],
  ["{% if data.none <= 0 %}PAID{% else %}due{% endif %}", "due"],
  ["{% if data.none < 1 or 0 >= data.none %}yes{% else %}no{% endif %}", "no"],
  ["{% if 1 == 1.0 and data.list contains 9.5 %}yes{% endif %}", "yes"],
  ['{% if "1" == 1 or "10" > "9" %}yes{% else %}no{% endif %}', "no"],
  ["{% case 1.0 %}{% when 1 %}yes{% endcase %}", "yes"],
  ['{{ "2026-02-14T18:44:19Z" | date: "%F %T" }}', "2026-02-14 18:44:19"],
  ['{{ "2026-02-14T18:44:19+02:00" | date: "%H:%M %z" }}', "18:44 +0200"],
  ['{{ "March 14, 2026" | date: "%F" }} {{ 1767225600 | date: "%F" }}', "2026-03-14 2026-01-01"],
  ['[{{ "" | date: "%F" }}{{ data.none | date: "%F" }}]', "[]"],
  [
    '{{ "2026-02-14T18:44:19Z" | date: "%c|%x|%X|%D|%R|%r|%V|%G|%U|%W|%u|%w|%j|%e|%k|%l|%I|%p|%P|%y|%C|%h|%Z|%s|%L|%3N|%-d|%_m|%^a|%#p|%05d|%%|%:z" }}',
    "Sat Feb 14 18:44:19 2026|02/14/26|18:44:19|02/14/26|18:44|06:44:19 PM|07|2026|06|06|6|6|045|14|18| 6|06|PM|pm|26|20|Feb|UTC|1771094659|000|000|14| 2|SAT|pm|00014|%|+00:00",
  ],
])("%s is %s, as in Ruby", (template, expected) => {
  expect(renderText(template)).toBe(expected);
});

// Deliberate differences from Ruby Liquid: docs/templates.md gives the reasons.
test.each([
  ["{{ 5 | divided_by: 2 }} {{ 5 | divided_by: 2, true }}", "2.5 2"],
  ["[{{ data.none | plus: 5 }}{{ 5 | minus: data.missing }}{{ data.none | round }}]", "[]"],
  ['{{ data.list | sum }} {{ data.items | sum: "n" }}', "29.5 12.5"],
  ['{{ data.list | sort | join: "," }} {{ data.list | uniq | join: "," }}', "9.50,9.5,10.50 9.50,10.50"],
  ["{% if data.text > 100 %}yes{% endif %}", "yes"],
  ['{{ "03/14/2026" | date: "%F" }}', "2026-03-14"],
  ['{{ "2026-07-14T18:44:19Z" | date: "%R %z", "America/New_York" }}', "14:44 -0400"],
])("%s is %s", (template, expected) => {
  expect(renderText(template)).toBe(expected);
});

test.each([
  ["{{ data.comma | plus: 5 }}", /"1,500\.25" is not a number/],
  ["{% if data.comma > 1000 %}x{% endif %}", /"1,500\.25" is not a number/],
  ["{% if data.list > 1 %}x{% endif %}", /A list cannot be compared/],
  ["{{ true | plus: 5 }}", /true is not a number/],
  ["{{ data.amount | divided_by: data.zero }}", /Cannot divide by zero/],
  ["{{ data.amount | modulo: data.zero }}", /Cannot divide by zero/],
  ["{{ data.mixed | sort }}", /"a" is not a number/],
  ["{{ data.long | plus: 1 }}", /40 digits/],
  ["{{ data.amount | round: 99 }}", /40 decimal places/],
  ['{{ data.short | date: "%F" }}', /"2026-02-30" is not a date/],
  ['{{ "Feb 30, 2026" | date: "%F" }}', /is not a date/],
  ['{{ "2026-02-14T25:00" | date: "%F" }}', /is not a date/],
  ['{{ data.soon | date: "%F" }}', /"soon" is not a date/],
  ['{{ data.amount | date: "%F", "Nowhere/Land" }}', /unknown time zone "Nowhere\/Land"/],
])("%s fails", (template, message) => {
  expect(findTemplateError(template)).toBeNull();
  expect(() => renderTemplate(template, "text", scope)).toThrow(message);
});

test.each(["%Q", "%", "%999d"])(
  "a date format with %s is rejected, even in a branch that is not rendered",
  (directive) => {
    const template = `{% if data.missing %}{{ data.when | date: "${directive}" }}{% endif %}`;
    expect(findTemplateError(template)).toMatch(/^Line 1, column \d+: unknown directive %/);
  },
);

test("dates do not depend on the server's time zone", () => {
  const timeZoneBefore = process.env.TZ;
  process.env.TZ = "America/New_York";
  try {
    expect(new Date("2026-03-08T12:00:00Z").getHours()).toBe(8);
    // In New York, clocks skip 02:30 on this day.
    expect(renderText('{{ "2026-03-08T02:30:00Z" | date: "%F %R" }}')).toBe("2026-03-08 02:30");
    expect(renderText('{{ "2026-03-08T02:30:00" | date: "%F %R" }}')).toBe("2026-03-08 02:30");
    expect(renderText('{{ "2026-03-08" | date: "%d" }} {{ "March 8, 2026" | date: "%F %R" }}')).toBe(
      "08 2026-03-08 00:00",
    );
  } finally {
    if (timeZoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = timeZoneBefore;
  }
});

test("an event field may have any name, and templates can read only the event's own fields", () => {
  expect(buildContext(event)).toMatchObject({ constructor: "Acme Builders" });
  expect(renderText('{{ data.constructor }}, {{ context["constructor"] }}')).toBe(
    "Acme Builders, Acme Builders",
  );
  expect(renderText("[{{ data.toString }}{{ data.list.constructor }}{{ data.amount.text }}]")).toBe("[]");
  expect(listMissingVariables("{{ data.toString }}{{ data.amount.text }}", scope)).toEqual([
    "data.toString",
    "data.amount.text",
  ]);
});

test("Hookledger's filters count toward the same limits as liquidjs' own filters", () => {
  const many = buildTemplateScope({ ...event, data: { list: Array.from({ length: 1_000 }, () => 1) } }, {});
  for (const filter of ["sort", "uniq", "sum", 'where: "n"']) {
    const template = `{% for i in (1..60) %}{{ data.list | ${filter} | size }}{% endfor %}`;
    expect(() => renderTemplate(template, "text", many)).toThrow(/memory alloc limit exceeded/);
  }
  const sums = `{{ 1${" | plus: 1".repeat(100)} }}`;
  expect(renderTemplate(sums, "text", many)).toBe("101");
  expect(() => renderTemplate(`{% for i in (1..600) %}${sums}{% endfor %}`, "text", many)).toThrow(/steps/);
});
