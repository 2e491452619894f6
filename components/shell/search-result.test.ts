import { expect, test } from "vitest";
import { findLocalResults, findOnlyWhole, groupResults, type SearchResult } from "./search-result";

const groups = [
  { items: [{ href: "/", label: "Overview", icon: null }] },
  {
    heading: "Servicing",
    items: [
      { href: "/deliveries", label: "Deliveries", icon: null },
      { href: "/receiver", label: "Built-in receiver", icon: null },
    ],
  },
];
const listLabels = (results: readonly SearchResult[]) => results.map(({ label }) => label);
const result = (label: string, group: string, whole: boolean) => ({
  group,
  label,
  detail: "",
  href: label,
  whole,
});

test("pages are found by the beginnings of their words, and all pages by an empty text", () => {
  expect(listLabels(findLocalResults("REC buil", groups))).toEqual(["Built-in receiver"]);
  expect(listLabels(findLocalResults(" ", groups))).toEqual(["Overview", "Deliveries", "Built-in receiver"]);
  expect(findLocalResults("deliveries", groups)).toMatchObject([{ href: "/deliveries", whole: true }]);
  expect(findLocalResults("held", groups)).toMatchObject([
    { href: "/deliveries?state=held" },
    {},
    {},
    {},
    {},
  ]);
  expect(findLocalResults("held", groups.slice(0, 1))).toEqual([]);
});

test("only a single whole match can be opened without being selected", () => {
  const half = result("L-102", "Entities", false);
  const whole = result("L-10", "Entities", true);
  expect(findOnlyWhole([half])).toBeUndefined();
  expect(findOnlyWhole([half, whole])).toBe(whole);
  expect(findOnlyWhole([whole, result("Core", "Webhooks", true)])).toBeUndefined();
});

test("whole matches come first, and so do their kinds", () => {
  const results = [
    result("Jobs", "Pages", false),
    result("Core 2", "Webhooks", false),
    result("Core", "Webhooks", true),
  ];
  expect(groupResults(results).map((group) => [group.heading, ...listLabels(group.results)])).toEqual([
    ["Webhooks", "Core", "Core 2"],
    ["Pages", "Jobs"],
  ]);
});
