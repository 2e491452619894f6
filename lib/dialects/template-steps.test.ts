import { expect, test } from "vitest";
import { within } from "../evaluation/steps";
import { loanpro } from "./loanpro";

const event = {
  ...{ id: "01931b7e-0000-7000-8000-000000000001", type: "PaymentPosted", title: "Payment posted" },
  ...{ entityType: "Loan", entityId: "L-102", partnerId: null, changes: null },
  occurredAt: new Date("2026-02-14T18:44:19Z"),
  data: {} as unknown,
};
const body = (options: Record<string, unknown>, of = event) =>
  loanpro.render(of, "trace", loanpro.options.parse(options)).body.toString();
const faults = (headers: Record<string, string>) =>
  loanpro.check?.({ url: "https://a.example/", headers }, loanpro.options.parse({}));

test("a webhook's templates are bounded together: URL and headers of an attempt, and all of them when they are saved", () => {
  const loop = "{% for i in (1..9000) %}{% if i == 0 %}x{% endif %}{% endfor %}";
  const headers = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_item, index) => [`X-${index}`, loop]));
  const destination = (count: number) => ({ url: "https://a.example/", headers: headers(count) });
  expect(loanpro.fill?.(destination(1), event)).toEqual({
    url: "https://a.example/",
    headers: { "X-0": "" },
  });
  expect(() => loanpro.fill?.(destination(6), event)).toThrow("steps together");
  expect(faults(headers(1))).toEqual([]);
  expect(faults(headers(12))).toEqual([
    { field: "options.bodyTemplate", message: expect.stringContaining("steps together") },
  ]);
});

test("a large value that is named often ends before all of it is made", () => {
  const large = { ...event, data: { note: "x".repeat(100_000) } };
  const allowance = { left: 200_000 };
  const bodyTemplate = `"${"{{ data.note }}".repeat(2_000)}"`;
  expect(() => within(allowance, () => body({ bodyTemplate }, large))).toThrow("would be longer than");
  expect(allowance.left).toBeGreaterThan(100_000);
});

test("what a template's operators and filters go over is paid for", () => {
  const items = Array.from({ length: 5_000 }, (_item, index) => index);
  const large = { ...event, data: { items, same: [...items] } };
  const spent = (template: string) => {
    const allowance = { left: 1_000_000 };
    within(allowance, () => body({ bodyTemplate: template, contentType: "text/plain" }, large));
    return 1_000_000 - allowance.left;
  };
  const loop = (inner: string) => `{% for i in (1..50) %}${inner}{% endfor %}.`;
  const nothing = spent(loop("{% if data.items %}{% endif %}"));
  expect(spent(loop("{% if data.items == data.same %}{% endif %}"))).toBeGreaterThan(nothing + 1_000);
  expect(spent(loop("{% if data.items contains 9 %}{% endif %}"))).toBeGreaterThan(nothing + 1_000);
  expect(spent("{{ data.items | json | size }}")).toBeGreaterThan(spent("{{ data.items | size }}") + 300);
  expect(() => body({ bodyTemplate: loop("{{ data | json | size }}") }, large)).toThrow("memory");
});
