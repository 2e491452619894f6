import { expect, test } from "vitest";
import { choose, countChosen, narrowTree, triggerList, triggerTree, triState, typesOf } from "./trigger-tree";

const type = (system: string, group: string, name: string, title: string) => ({
  ...{ system, group, name, title },
  entityType: group,
  deprecated: false,
  version: 1,
});
const choices = [
  type("Fineract", "Loans", "LOAN.APPROVE", "Loan Approved"),
  type("PrecisionLender", "Opportunity", "OpportunityCreated", "Opportunity Created"),
  type("PrecisionLender", "Opportunity", "OpportunityDeleted", "Opportunity Deleted"),
  type("PrecisionLender", "Relationship Awareness", "RelationshipAwarenessRunCompleted", "RA Run Completed"),
];
const tree = triggerTree(choices, ["PrecisionLender"]);

test("systems come in their order, groups within them", () => {
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
])("searching for %j leaves %i", (text, count) => {
  expect(narrowTree(tree, text).flatMap(typesOf)).toHaveLength(count);
});

test("a group is chosen as a whole, and given up as a whole", () => {
  const types = typesOf(tree[0] as (typeof tree)[number]);
  const all = choose(new Set(["LOAN.APPROVE"]), types, true);
  expect(countChosen(all, types)).toBe(3);
  expect([...choose(all, types, false)]).toEqual(["LOAN.APPROVE"]);
});

test.each([
  [0, false],
  [1, "indeterminate"],
  [3, true],
])("%i of 3 chosen shows %s", (count, shown) => {
  expect(triState(count, 3)).toBe(shown);
});

test("an event type may have the name of what every object has", () => {
  const values = { allEvents: false, triggers: new Set(["constructor"]), conditions: {}, versions: {} };
  expect(triggerList(values, { versions: {} })).toEqual(["constructor"]);
  const conditions = { constructor: "data.amount > 100" };
  expect(triggerList({ ...values, conditions }, { versions: {} })).toEqual([
    { eventType: "constructor", condition: "data.amount > 100" },
  ]);
});
