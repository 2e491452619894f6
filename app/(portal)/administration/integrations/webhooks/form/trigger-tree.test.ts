import { expect, test } from "vitest";
import {
  buildTriggerTree,
  countChosen,
  filterTree,
  getCheckboxState,
  listEventTypesIn,
  toTriggers,
  updateChosen,
} from "./trigger-tree";

const makeEventType = (system: string, group: string, name: string, title: string) => ({
  system,
  group,
  name,
  title,
  entityType: group,
  deprecated: false,
  version: 1,
});
const choices = [
  makeEventType("Fineract", "Loans", "LOAN.APPROVE", "Loan Approved"),
  makeEventType("PrecisionLender", "Opportunity", "OpportunityCreated", "Opportunity Created"),
  makeEventType("PrecisionLender", "Opportunity", "OpportunityDeleted", "Opportunity Deleted"),
  makeEventType(
    "PrecisionLender",
    "Relationship Awareness",
    "RelationshipAwarenessRunCompleted",
    "RA Run Completed",
  ),
];
const tree = buildTriggerTree(choices, ["PrecisionLender"]);

test("buildTriggerTree puts the systems in the given order, each with its groups", () => {
  expect(tree.map(({ name, groups }) => [name, groups.map((group) => group.name)])).toEqual([
    ["PrecisionLender", ["Opportunity", "Relationship Awareness"]],
    ["Fineract", ["Loans"]],
  ]);
});

test.each([
  ["", 4],
  ["created", 1],
  ["opportunity precisionlender", 2],
  ["precision", 0],
  ["loan.approve", 1],
  ["nothing", 0],
])("searching for %j finds %i event types", (text, count) => {
  expect(filterTree(tree, text).flatMap(listEventTypesIn)).toHaveLength(count);
});

test("a whole system can be chosen and cleared", () => {
  const types = listEventTypesIn(tree[0] as (typeof tree)[number]);
  const all = updateChosen(new Set(["LOAN.APPROVE"]), types, true);
  expect(countChosen(all, types)).toBe(3);
  expect([...updateChosen(all, types, false)]).toEqual(["LOAN.APPROVE"]);
});

test.each([
  [0, false],
  [1, "indeterminate"],
  [3, true],
])("the checkbox state for %i of 3 chosen is %s", (count, state) => {
  expect(getCheckboxState(count, 3)).toBe(state);
});

test("an event type can be named like a property that every object inherits", () => {
  const values = {
    allEvents: false,
    triggers: new Set(["constructor"]),
    conditions: {},
    languages: {},
    versions: {},
  };
  expect(toTriggers(values, { versions: {} })).toEqual(["constructor"]);
  const conditions = { constructor: "data.amount > 100" };
  expect(toTriggers({ ...values, conditions }, { versions: {} })).toEqual([
    { eventType: "constructor", condition: "data.amount > 100" },
  ]);
});
