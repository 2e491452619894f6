import { expect, test } from "vitest";
import { eventListHref, timelineHref } from "./event-href";
import {
  eventQueryNeedsNormalizing,
  hasEventFilters,
  newestEventPageQuery,
  parseEventQuery,
  readEventQuery,
} from "./event-query";

test("reads the first value of each known parameter and writes it back to the URL", () => {
  const query = readEventQuery({
    eventType: ["A", "B"],
    entityId: " 1 ",
    matched: "",
    other: "x",
    from: "2026-11-21T09:30",
  });
  expect(query).toEqual({ eventType: "A", entityId: "1", from: "2026-11-21T09:30:00.000Z" });
  expect(eventListHref(query)).toBe("/events?entityId=1&eventType=A&from=2026-11-21T09%3A30%3A00.000Z");
  expect(eventQueryNeedsNormalizing({ matched: "" })).toBe(true);
  expect(eventQueryNeedsNormalizing({ matched: "none" })).toBe(false);
});

test("each invalid parameter gets a message", () => {
  const parsed = parseEventQuery({ from: "soon", matched: "all" });
  expect(Object.keys(parsed.ok ? {} : parsed.errors)).toEqual(["matched", "from"]);
  expect(parseEventQuery({ matched: "none" })).toMatchObject({ ok: true, page: { limit: 50 } });
});

test("a cursor is not a filter", () => {
  expect(hasEventFilters({ cursor: "c" })).toBe(false);
  expect(newestEventPageQuery({ cursor: "c", matched: "none" })).toEqual({ matched: "none" });
});

test("a timeline's path names the entity; an entity ID that browsers would drop from a path becomes a filter", () => {
  expect(timelineHref("Loan", "L/1")).toBe("/loans/L%2F1/timeline");
  expect(timelineHref("Opportunity", "webhooks")).toBe("/entities/Opportunity/webhooks/timeline");
  expect(timelineHref("Loan", "..")).toBe("/events?entityType=Loan&entityId=..");
});
