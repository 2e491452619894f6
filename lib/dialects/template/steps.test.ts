import { expect, test } from "vitest";
import { runWithin } from "../../evaluation/steps";
import { JsonNumber } from "../../json/json-number";
import { loanpro } from "../loanpro/loanpro";

const event = {
  id: "01931b7e-0000-7000-8000-000000000001",
  type: "PaymentPosted",
  title: "Payment posted",
  entityType: "Loan",
  entityId: "L-102",
  partnerId: null,
  changes: null,
  occurredAt: new Date("2026-02-14T18:44:19Z"),
  data: {} as unknown,
};
const renderBody = (options: Record<string, unknown>, given = event) =>
  loanpro.render(given, "trace", loanpro.options.parse(options)).body.toString();
const listSettingsErrors = (headers: Record<string, string>) =>
  loanpro.checkTemplates?.({ url: "https://a.example/", headers }, loanpro.options.parse({}));

test("the URL and headers of an attempt share one step limit; all templates of a webhook that is being saved share another", () => {
  const loop = "{% for i in (1..9000) %}{% if i == 0 %}x{% endif %}{% endfor %}";
  const makeHeaders = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_item, index) => [`X-${index}`, loop]));
  const makeDestination = (count: number) => ({ url: "https://a.example/", headers: makeHeaders(count) });
  expect(loanpro.fill?.(makeDestination(1), event)).toEqual({
    url: "https://a.example/",
    headers: { "X-0": "" },
  });
  expect(() => loanpro.fill?.(makeDestination(6), event)).toThrow("steps");
  expect(listSettingsErrors(makeHeaders(1))).toEqual([]);
  expect(listSettingsErrors(makeHeaders(12))).toEqual([
    { field: "options.bodyTemplate", message: expect.stringContaining("steps") },
  ]);
});

test("rendering stops before it builds an output that is too long", () => {
  const large = { ...event, data: { note: "x".repeat(100_000) } };
  const allowance = { stepsLeft: 200_000 };
  const bodyTemplate = `"${"{{ data.note }}".repeat(2_000)}"`;
  expect(() => runWithin(allowance, () => renderBody({ bodyTemplate }, large))).toThrow(
    "would be longer than",
  );
  expect(allowance.stepsLeft).toBeGreaterThan(100_000);
});

test("operators, case tags and filters cost steps in proportion to the size of their operands; repeated too often, they exceed the memory limit", () => {
  const items = Array.from({ length: 500 }, (_item, index) => index);
  const largeEvent = { ...event, data: { items, same: [...items], rows: [{ items }, { items }] } };
  const fillTemplate = (template: string) =>
    renderBody({ bodyTemplate: template, contentType: "text/plain" }, largeEvent);
  const buildLoop = (inner: string, rounds = 50) => `{% for i in (1..${rounds}) %}${inner}{% endfor %}.`;
  const countSteps = (template: string) => {
    const allowance = { stepsLeft: 1_000_000 };
    runWithin(allowance, () => fillTemplate(buildLoop(template)));
    return 1_000_000 - allowance.stepsLeft;
  };
  const baseSteps = countSteps("{% if data.items %}{% endif %}");
  for (const costly of [
    "{% if data.items == data.same %}{% endif %}",
    "{% if data.items contains -1 %}{% endif %}",
    "{% case data.items %}{% when data.same %}{% endcase %}",
    '{% assign found = data.rows | where: "items", data.same %}',
    "{{ data.items | json | size }}",
  ]) {
    expect([costly, countSteps(costly) > baseSteps + 5_000]).toEqual([costly, true]);
    expect(() => fillTemplate(buildLoop(costly, 5_000))).toThrow("memory");
  }
});

test("a range is empty and refunds no steps if its end is missing, not a number or below its start", () => {
  const bodyTemplate = '"{% for i in (1..data.term) %}x{% endfor %}."';
  for (const term of [undefined, null, "12 months", -1_000_000]) {
    const allowance = { stepsLeft: 10_000 };
    expect(runWithin(allowance, () => renderBody({ bodyTemplate }, { ...event, data: { term } }))).toEqual({
      value: '"."',
    });
    expect(allowance.stepsLeft).toBeLessThan(10_000);
  }
});

test("a number with thousands of digits is rejected", () => {
  const data = { amount: new JsonNumber("1e2200") };
  const bodyTemplate = "{{ data.amount | at_least: 0 }}";
  expect(() => renderBody({ bodyTemplate }, { ...event, data })).toThrow("more than 2,100 digits");
});

test("metering does not change the results of operators, case tags and filters", () => {
  const template =
    '{% if data.a == "x" and data.n >= 2 %}1{% endif %}{% if data.l contains "b" %}2{% endif %}{% if data.l == data.m %}3{% endif %}' +
    '{% case data.a %}{% when "y" %}no{% when "z", "x" %}4{% else %}no{% endcase %}{% assign w = data.r | where: "k", "v" %}{{ w.size }}' +
    '{% assign h = data.r | where: "k" %}{{ h.size }}';
  const data = { a: "x", n: 2, l: ["a", "b"], m: ["a", "b"], r: [{ k: "v" }, { k: "w" }, {}] };
  expect(renderBody({ bodyTemplate: template, contentType: "text/plain" }, { ...event, data })).toBe(
    "123412",
  );
});

test("rendering a template costs steps in proportion to its length, even if the parsed template is cached", () => {
  const countSteps = (bodyTemplate: string) => {
    const allowance = { stepsLeft: 1_000_000 };
    runWithin(allowance, () => renderBody({ bodyTemplate, contentType: "text/plain" }));
    return 1_000_000 - allowance.stepsLeft;
  };
  const long = `x{% comment %}${" ".repeat(16_000)}{% endcomment %}`;
  expect(countSteps(long) - countSteps("x")).toBeGreaterThanOrEqual(1_000);
  expect(countSteps(long)).toBe(countSteps(long));
});
