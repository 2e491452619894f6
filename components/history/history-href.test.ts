import { expect, test } from "vitest";
import { entityHref, historyHref, newerQuery, olderQuery } from "./history-href";

test("an entity id may be any text", () => {
  expect(entityHref("Loan", "a/b?c#d%20 é")).toBe("/loans/a%2Fb%3Fc%23d%2520%20%C3%A9/webhooks");
  expect(entityHref("Client", "7")).toBe("/entities/Client/7/webhooks");
  expect(entityHref("Loan", "..")).toBe("/deliveries?entityType=Loan&entityId=..");
});

test("Older and Newer go the same way forth and back", () => {
  const first = { state: "failed", open: "x" };
  const second = olderQuery(first, "c1");
  const third = olderQuery(second, "c2");
  expect(third).toEqual({ state: "failed", cursor: "c2", newer: "c1" });
  const back = newerQuery(third);
  expect(back).toEqual({ state: "failed", cursor: "c1", newer: "" });
  expect(back && newerQuery(back)).toEqual({ state: "failed" });
  expect(newerQuery(first)).toBeNull();
});

test("a cursor that came without a way back leads to the newest", () => {
  expect(newerQuery({ cursor: "c9", state: "held" })).toEqual({ state: "held" });
});

test("an address has no empty parts", () => {
  expect(historyHref("/x", { cursor: "c1", newer: "" })).toBe("/x?cursor=c1");
  expect(historyHref("/x", {})).toBe("/x");
});
