import { expect, test } from "vitest";
import { buildMatchingFilter } from "./matching-filter";

const listedAt = "2026-11-21T09:00:00.000Z";
/** A UUIDv7 of this time. */
const buildIdOfTime = (iso: string) => {
  const hex = Date.parse(iso).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

test.each([
  ["ends when the list was read", {}, buildIdOfTime("2026-11-21T08:00:00.000Z"), listedAt],
  [
    "includes rows that came later and are shown",
    {},
    buildIdOfTime("2026-11-21T09:00:05.000Z"),
    "2026-11-21T09:00:05.001Z",
  ],
  [
    "keeps an earlier end of the filters",
    { to: "2026-11-20T10:00:00+02:00" },
    undefined,
    "2026-11-20T08:00:00.000Z",
  ],
  ["does not reach beyond the list", { to: "2027-01-01T00:00:00Z" }, undefined, listedAt],
])("the job filter for all matching deliveries %s", (_, filter, newest, to) => {
  expect(buildMatchingFilter({ filter: { states: ["failed"], ...filter }, listedAt }, newest)).toEqual({
    states: ["failed"],
    to,
  });
});
