import { expect, test } from "vitest";
import { isFiltered, needsNormalizing, parseQuery, readQuery } from "./history-query";

test("reads what it knows, once each, and leaves empty fields out", () => {
  const query = readQuery({ eventType: " a ", state: "", webhookId: undefined, from: ["x", "y"], role: "z" });
  expect(query).toEqual({ eventType: "a", from: "x" });
  expect(needsNormalizing({ state: "" })).toBe(true);
  expect(needsNormalizing({ state: "failed", other: "" })).toBe(false);
});

test("a time without a zone is UTC, and no other text is a time", () => {
  const params = { from: "2026-11-21T09:30", entityId: "2026-11-21T09:30" };
  expect(readQuery(params)).toEqual({ from: "2026-11-21T09:30:00.000Z", entityId: "2026-11-21T09:30" });
  expect(needsNormalizing(params)).toBe(true);
  expect(needsNormalizing({ from: "2026-11-21T09:30:00.000Z" })).toBe(false);
});

test("a right query is a page of a list", () => {
  const parsed = parseQuery({ state: "failed", responseCode: "500", open: "anything" });
  expect(parsed).toEqual({ ok: true, page: { state: "failed", responseCode: 500, limit: 50 } });
});

test("each wrong part has a sentence", () => {
  const parsed = parseQuery({ state: "odd", responseCode: "abc", webhookId: "1", cursor: "2" });
  expect(parsed).toMatchObject({
    ok: false,
    problems: {
      state: "There is no such state.",
      responseCode: "A response code is a whole number from 100 to 999.",
      webhookId: "A webhook id is a UUID.",
      cursor: "This cursor is not one that a list gave.",
    },
  });
});

test("a cursor is no filter", () => {
  expect(isFiltered({ cursor: "c", open: "o" })).toBe(false);
  expect(isFiltered({ entityType: "Loan", cursor: "c" })).toBe(true);
});
