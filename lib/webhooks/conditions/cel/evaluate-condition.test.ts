import { expect, test } from "vitest";
import { runWithin } from "../../../evaluation/steps";
import { invalidCelMessage } from "./check-condition";
import { evaluateCelCondition } from "./evaluate-condition";

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
])("%s holds: %s", (expression, expected) => {
  expect(invalidCelMessage(expression)).toBeNull();
  expect(evaluateCelCondition(expression, subject)).toEqual({ holds: expected });
});

test.each(["data.amount >", "amount > 1", "1 + 1", `"${"x".repeat(2_000)}" == ""`, "f(data)"])(
  "%s is rejected with a message",
  (expression) => {
    expect(invalidCelMessage(expression)).toMatch(/condition/i);
  },
);

test("a condition that does not evaluate to a boolean gives an error and does not match", () => {
  expect(evaluateCelCondition("data.amount", subject)).toHaveProperty("error");
});

test.each([
  ["data.tags.exists(tag, tag == 'ach')", true],
  ["data.tags.all(tag, data.tags.exists(other, other == tag))", true],
  ["([data.tags]).all(list, list.exists_one(tag, tag == 'ach'))", true],
  ["size(data.tags.filter(tag, tag.startsWith('a'))) == 2", true],
])("with a loop over a list, %s holds: %s", (expression, expected) => {
  expect(invalidCelMessage(expression)).toBeNull();
  expect(evaluateCelCondition(expression, subject)).toEqual({ holds: expected });
});

test.each([
  ["data.status.matches('^Open$')", /matches\(\) is not available.*contains/],
  ["data.tags.map(tag, tag + tag) == []", /map\(\) is not available/],
  ["__meter(data.tags, 0, 0) == []", /not available/],
])("%s is rejected", (expression, why) => {
  expect(invalidCelMessage(expression)).toMatch(why);
});

// An event of almost 256 KiB that makes nested loops, and scans of long strings and lists inside a loop, as expensive as possible.
const hostileSubject = {
  ...subject,
  data: { list: Array.from({ length: 60_000 }, () => 1), text: "a".repeat(100_000), deep: [[[1]]] },
};
test.each([
  "data.list.all(a, data.list.all(b, data.list.all(c, a + b + c > 0)))",
  "data.list.exists(a, size(data.text) == a) || true",
  "data.list.all(a, data.list == data.list.filter(b, b == a))",
  "data.list.exists(a, data.list.exists(b, data.list.exists(c, a + b + c < 0))) || true",
  Array.from({ length: 60 }, () => "size(data.text) > 0").join(" && "),
])("a hostile condition on a hostile event is stopped: %#", (expression) => {
  expect(invalidCelMessage(expression)).toBeNull();
  const started = process.cpuUsage();
  expect(evaluateCelCondition(expression, hostileSubject)).toEqual({
    error: expect.stringContaining("too large"),
  });
  expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
});

test("parsing a condition costs steps in proportion to its length, whether or not the parsed condition is cached", () => {
  const countSteps = (expression: string) => {
    const allowance = { stepsLeft: 1_000_000 };
    runWithin(allowance, () => evaluateCelCondition(expression, subject));
    return 1_000_000 - allowance.stepsLeft;
  };
  const short = 'event.type == "PaymentPosted"';
  const long = short + " ".repeat(8_000);
  expect(countSteps(long) - countSteps(short)).toBeGreaterThanOrEqual(1_000);
  expect(countSteps(long)).toBe(countSteps(long));
});
