import { expect, test } from "vitest";
import {
  hasHistoryFilters,
  historyQueryNeedsNormalizing,
  parseHistoryQuery,
  readHistoryQuery,
} from "./history-query";

test("reads the first value of each known parameter and leaves out empty ones", () => {
  const query = readHistoryQuery({
    eventType: " a ",
    state: "",
    webhookId: undefined,
    from: ["x", "y"],
    role: "z",
  });
  expect(query).toEqual({ eventType: "a", from: "x" });
  expect(historyQueryNeedsNormalizing({ state: "" })).toBe(true);
  expect(historyQueryNeedsNormalizing({ state: "failed", other: "" })).toBe(false);
});

test("a time without a zone is read as UTC, but only in a time field", () => {
  const params = { from: "2026-11-21T09:30", entityId: "2026-11-21T09:30" };
  expect(readHistoryQuery(params)).toEqual({
    from: "2026-11-21T09:30:00.000Z",
    entityId: "2026-11-21T09:30",
  });
  expect(historyQueryNeedsNormalizing(params)).toBe(true);
  expect(historyQueryNeedsNormalizing({ from: "2026-11-21T09:30:00.000Z" })).toBe(false);
});

const clock = { now: Date.parse("2026-11-21T20:00:00.000Z"), timeZone: "UTC" };

test("several states are one parameter in the URL, and a form that submits them one by one is redirected to it", () => {
  expect(readHistoryQuery({ state: ["held", "failed", "held"] })).toEqual({ state: "held,failed" });
  expect(historyQueryNeedsNormalizing({ state: ["held", "failed"] })).toBe(true);
  expect(historyQueryNeedsNormalizing({ state: "held,failed" })).toBe(false);
  expect(parseHistoryQuery({ state: "held,failed" }, clock)).toMatchObject({
    page: { state: ["held", "failed"] },
  });
});

test("a named period becomes times, and times replace a named period", () => {
  expect(parseHistoryQuery({ period: "since-18:00" }, clock)).toMatchObject({
    page: { from: "2026-11-21T18:00:00.000Z" },
  });
  expect(parseHistoryQuery({ period: "soon" }, clock)).toMatchObject({ ok: false });
  const both = { period: "today", from: "2026-11-21T09:30:00.000Z" };
  expect(readHistoryQuery(both)).toEqual({ from: both.from });
  expect(historyQueryNeedsNormalizing(both)).toBe(true);
});

test("a valid query is parsed into the filters of a list page", () => {
  const parsed = parseHistoryQuery({ state: "failed", responseCode: "500", open: "anything" }, clock);
  expect(parsed).toEqual({ ok: true, page: { state: ["failed"], responseCode: 500, limit: 50 } });
});

test("each invalid parameter gets a message", () => {
  const parsed = parseHistoryQuery({ state: "odd", responseCode: "abc", webhookId: "1", cursor: "2" }, clock);
  const errors = parsed.ok ? {} : parsed.errors;
  expect(Object.keys(errors).sort()).toEqual(["cursor", "responseCode", "state", "webhookId"]);
});

test("a cursor is not a filter", () => {
  expect(hasHistoryFilters({ cursor: "c", open: "o" })).toBe(false);
  expect(hasHistoryFilters({ entityType: "Loan", cursor: "c" })).toBe(true);
});
