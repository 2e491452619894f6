import { expect, test } from "vitest";
import { triggerList } from "./trigger-values";

test("an event type may have the name of what every object has", () => {
  const values = { allEvents: false, triggers: new Set(["constructor"]), conditions: {}, versions: {} };
  expect(triggerList(values, { versions: {} })).toEqual(["constructor"]);
  const conditions = { constructor: "data.amount > 100" };
  expect(triggerList({ ...values, conditions }, { versions: {} })).toEqual([
    { eventType: "constructor", condition: "data.amount > 100" },
  ]);
});
