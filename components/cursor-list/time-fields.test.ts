import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TimeZonesProvider } from "@/components/domain/time-zones";
import { TimeFields } from "./time-fields";

test("without JavaScript, the visible fields are labeled and submitted in UTC, whatever zone is selected", () => {
  const fields = createElement(TimeFields, { query: { from: "2026-11-21T09:30:00.000Z" }, errors: {} });
  const zones = { choice: "lender", lender: "America/New_York", profile: null, onChoose: () => {} } as const;
  const providerProps = { ...zones, children: fields };
  const html = renderToStaticMarkup(createElement(TimeZonesProvider, providerProps));
  const inputs = html.match(/<input[^>]*>/g) ?? [];
  expect(inputs).toHaveLength(2);
  expect(inputs[0]).toMatch(/type="datetime-local".*name="from".*value="2026-11-21T09:30"/);
  expect(inputs[1]).toMatch(/type="datetime-local".*name="to"/);
  expect(html).toContain("From (UTC)");
});
