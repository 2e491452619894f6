import { expect, test } from "vitest";
import { conditionError, evaluateCondition } from "./condition";

const subject = {
  type: "PaymentPosted",
  entityType: "Loan",
  entityId: "L-102",
  occurredAt: new Date("2026-11-21T21:00:00Z"),
  changes: { status: { from: "Open", to: "Closed" } },
  data: { amount: 120.5, status: "Open", tags: ["auto", "ach"], id: "shadow" },
};

test.each([
  ["data.amount > 100.0", true],
  ["data.amount > 100", true],
  ['data.status == "Open" && "ach" in data.tags', true],
  ['event.type == "PaymentPosted"', true],
  ['entity.id == "L-102"', true],
  ['"status" in changes && changes.status.from == "Open" && changes.status.to == "Closed"', true],
  ['"balance" in changes', false],
  ["has(data.missing) && data.missing == 1", false],
])("%s is %s", (expression, expected) => {
  expect(conditionError(expression)).toBeNull();
  expect(evaluateCondition(expression, subject)).toEqual({ holds: expected });
});

test.each(["data.amount >", "amount > 1", "1 + 1", `"${"x".repeat(2_000)}" == ""`, "f(data)"])(
  "%s cannot be saved, and says why",
  (expression) => {
    expect(conditionError(expression)).toMatch(/condition/i);
  },
);

test("a value that is no truth value is an error, not a match", () => {
  expect(evaluateCondition("data.amount", subject)).toHaveProperty("error");
});
