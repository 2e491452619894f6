import { expect, test } from "vitest";
import { eventsHref, timelineHref } from "./event-href";
import {
  eventsNeedNormalizing,
  isFilteredEvents,
  newestEventQuery,
  parseEventQuery,
  readEventQuery,
} from "./event-query";

test("an address is read once each, without what is empty or unknown, and written short", () => {
  const query = readEventQuery({
    eventType: ["A", "B"],
    entityId: " 1 ",
    matched: "",
    other: "x",
    from: "2026-11-21T09:30",
  });
  expect(query).toEqual({ eventType: "A", entityId: "1", from: "2026-11-21T09:30:00.000Z" });
  expect(eventsHref(query)).toBe("/events?entityId=1&eventType=A&from=2026-11-21T09%3A30%3A00.000Z");
  expect(eventsNeedNormalizing({ matched: "" })).toBe(true);
  expect(eventsNeedNormalizing({ matched: "none" })).toBe(false);
});

test("what is wrong is a sentence by name", () => {
  expect(parseEventQuery({ from: "soon", matched: "all" })).toEqual({
    ok: false,
    errors: { from: "Enter a date and a time.", matched: 'The only value is "none".' },
  });
  expect(parseEventQuery({ matched: "none" })).toMatchObject({ ok: true, page: { limit: 50 } });
});

test("a page is not a filter", () => {
  expect(isFilteredEvents({ cursor: "c" })).toBe(false);
  expect(newestEventQuery({ cursor: "c", matched: "none" })).toEqual({ matched: "none" });
});

test("a timeline is beside the history; what no path can say is a filter", () => {
  expect(timelineHref("Loan", "L/1")).toBe("/loans/L%2F1/timeline");
  expect(timelineHref("Opportunity", "webhooks")).toBe("/entities/Opportunity/webhooks/timeline");
  expect(timelineHref("Loan", "..")).toBe("/events?entityType=Loan&entityId=..");
});
