import { expect, test } from "vitest";
import { checkCondition } from "./check-condition";

const sample = {
  eventType: "PaymentPosted",
  subject: {
    ...{ type: "PaymentPosted", entityType: "Loan", entityId: "L-102", changes: null },
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
])("%s can be saved without a word", (condition) => {
  expect(checkCondition(condition, sample)).toEqual({ fault: null, warning: null });
});

test.each([
  ["data.amount + 1", /neither true nor false/],
  ["data.text > 100", /compares a text with a number.*double\(data\.text\)/],
  ['data.status == "Closed" && data.text * 2 > 100', /computes with a text and a number/],
  ["data.amount > 1 || data.status > 5", /compares a text with a number/],
  ["data.nothing > 5", /null.*data\.nothing != null/],
  ["data.amount >", /cannot be read/],
])("%s is rejected, and what to do is said", (condition, words) => {
  expect(checkCondition(condition, sample)).toEqual({ fault: expect.stringMatching(words), warning: null });
});

test("a missing field warns", () => {
  expect(checkCondition("data.amount > 1000 && data.fee > 5", sample)).toEqual({
    fault: null,
    warning: "The sample of PaymentPosted cannot tell: The event has no data.fee. Such an event is not sent.",
  });
});

test.each([
  ["data.amount / data.zero > 1", /cannot tell: Nothing can be divided by zero/],
  ["double(data.status) > 1.0", /cannot tell: "Open" is no number/],
  ["data.list.all(entry, entry.n > 0)", /cannot tell: The event has no entry\.n/],
])("%s warns: other values would do", (condition, warning) => {
  expect(checkCondition(condition, sample)).toEqual({ fault: null, warning: expect.stringMatching(warning) });
});

test("a number that is compared with a text warns: it is never equal", () => {
  expect(checkCondition('data.amount > 1 && data.amount == "120.5"', sample).warning).toBe(
    'data.amount == "120.5" compares a number with a text in the sample, which never holds.',
  );
  expect(checkCondition("data.text != 150", sample).warning).toMatch(/text with a number.*always holds/);
  expect(checkCondition('data.status == "Open" && data.amount == 5', sample).warning).toBeNull();
});

test("without a sample only what is wrong by itself is rejected", () => {
  expect(checkCondition("data.text > 100", null)).toEqual({ fault: null, warning: null });
  expect(checkCondition("1 > 'a'", null).fault).toMatch(/compares a number with a text/);
});
