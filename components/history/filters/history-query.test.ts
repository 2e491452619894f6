import { expect, test } from "vitest";
import { historyNeedsNormalizing, isFiltered, parseHistoryQuery, readHistoryQuery } from "./history-query";

test("reads what it knows, once each, and leaves empty fields out", () => {
  const query = readHistoryQuery({
    eventType: " a ",
    state: "",
    webhookId: undefined,
    from: ["x", "y"],
    role: "z",
  });
  expect(query).toEqual({ eventType: "a", from: "x" });
  expect(historyNeedsNormalizing({ state: "" })).toBe(true);
  expect(historyNeedsNormalizing({ state: "failed", other: "" })).toBe(false);
});

test("a time without a zone is UTC, and no other text is a time", () => {
  const params = { from: "2026-11-21T09:30", entityId: "2026-11-21T09:30" };
  expect(readHistoryQuery(params)).toEqual({
    from: "2026-11-21T09:30:00.000Z",
    entityId: "2026-11-21T09:30",
  });
  expect(historyNeedsNormalizing(params)).toBe(true);
  expect(historyNeedsNormalizing({ from: "2026-11-21T09:30:00.000Z" })).toBe(false);
});

test("a right query is a page of a list", () => {
  const parsed = parseHistoryQuery({ state: "failed", responseCode: "500", open: "anything" });
  expect(parsed).toEqual({ ok: true, page: { state: "failed", responseCode: 500, limit: 50 } });
});

test("each wrong part has a sentence", () => {
  const parsed = parseHistoryQuery({ state: "odd", responseCode: "abc", webhookId: "1", cursor: "2" });
  expect(parsed).toMatchObject({
    ok: false,
    errors: {
      state: "There is no such state.",
      responseCode: "A response code is a whole number from 100 to 999.",
      webhookId: "A webhook id is a UUID.",
      cursor: "This cursor is invalid. Use one returned by the list.",
    },
  });
});

test("a cursor is no filter", () => {
  expect(isFiltered({ cursor: "c", open: "o" })).toBe(false);
  expect(isFiltered({ entityType: "Loan", cursor: "c" })).toBe(true);
});
