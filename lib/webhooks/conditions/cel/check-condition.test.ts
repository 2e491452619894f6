import { expect, test } from "vitest";
import { checkCelCondition } from "./check-condition";

const sample = {
  eventType: "PaymentPosted",
  subject: {
    type: "PaymentPosted",
    entityType: "Loan",
    entityId: "L-102",
    changes: null,
    occurredAt: new Date("2026-11-21T21:00:00Z"),
    data: { amount: 120.5, zero: 0, list: [{ n: 1 }, {}], status: "Open", text: "150", nothing: null },
  },
};

test.each([
  "data.amount * 2 > 100",
  'data.status == "Closed" && data.amount > 100',
  "has(data.fee) && data.fee > 5",
  "type(data.text) == double && data.text * 2 > 100 || data.amount > 1",
  '"status" in changes && changes.status.to == "Closed"',
  "data.nothing != null && data.nothing > 5",
])("%s can be saved without a warning", (condition) => {
  expect(checkCelCondition(condition, sample)).toEqual({ error: null, warning: null });
});

test.each([
  ["data.amount + 1", /neither true nor false/],
  ["data.text > 100", /compares a string with a number.*double\(data\.text\)/],
  ['data.status == "Closed" && data.text * 2 > 100', /calculates with a string and a number/],
  ["data.amount > 1 || data.status > 5", /compares a string with a number/],
  ["data.nothing > 5", /null.*data\.nothing != null/],
  ["data.amount >", /The condition is not valid: Unexpected token/],
])("%s is rejected, and the error says what is wrong", (condition, message) => {
  expect(checkCelCondition(condition, sample)).toEqual({
    error: expect.stringMatching(message),
    warning: null,
  });
});

test("a missing field gives a warning", () => {
  expect(checkCelCondition("data.amount > 1000 && data.fee > 5", sample)).toEqual({
    error: null,
    warning:
      "A part of the condition cannot be evaluated on the sample of PaymentPosted: The event has no data.fee. Such an event is not delivered if the result depends on that part.",
  });
});

test.each([
  ["data.amount / data.zero > 1", /Cannot divide by zero/],
  ["double(data.status) > 1.0", /"Open" is not a number/],
  ["data.list.all(entry, entry.n > 0)", /The event has no entry\.n/],
])("%s gives a warning, since the error depends on the event's values", (condition, warning) => {
  expect(checkCelCondition(condition, sample)).toEqual({
    error: null,
    warning: expect.stringMatching(warning),
  });
});

test("comparing a number with a string gives a warning, since they are never equal", () => {
  expect(checkCelCondition('data.amount > 1 && data.amount == "120.5"', sample).warning).toBe(
    'data.amount == "120.5" is never true: it compares a number with a string in the sample.',
  );
  expect(checkCelCondition("data.text != 150", sample).warning).toMatch(/always true.*string with a number/);
  expect(checkCelCondition('data.status == "Open" && data.amount == 5', sample).warning).toBeNull();
});

test("without a sample, only conditions that are invalid for every event are rejected", () => {
  expect(checkCelCondition("data.text > 100", null)).toEqual({ error: null, warning: null });
  expect(checkCelCondition("1 > 'a'", null).error).toMatch(/compares a number with a string/);
});
