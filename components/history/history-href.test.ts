import { expect, test } from "vitest";
import {
  entityHref,
  historyHref,
  newerHistoryQuery,
  newestHistoryPageQuery,
  olderHistoryQuery,
} from "./history-href";

test("an entity ID may be any text", () => {
  expect(entityHref("Loan", "a/b?c#d%20 é")).toBe("/loans/a%2Fb%3Fc%23d%2520%20%C3%A9/webhooks");
  expect(entityHref("Client", "7")).toBe("/entities/Client/7/webhooks");
  expect(entityHref("Loan", "..")).toBe("/deliveries?entityType=Loan&entityId=..");
});

test("the queries for older, newer and newest pages keep only the filters of the current query", () => {
  const first = { state: "failed", open: "x" };
  expect(olderHistoryQuery(first, "c1")).toEqual({ state: "failed", cursor: "c1" });
  expect(newerHistoryQuery({ state: "failed", cursor: "c1", open: "y" }, "c2")).toEqual({
    state: "failed",
    newer: "c2",
  });
  expect(newestHistoryPageQuery({ state: "failed", newer: "c2" })).toEqual({ state: "failed" });
});

test("a URL has no empty parameters", () => {
  expect(historyHref("/x", { cursor: "c1", newer: "" })).toBe("/x?cursor=c1");
  expect(historyHref("/x", {})).toBe("/x");
});
