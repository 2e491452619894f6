import { expect, test } from "vitest";
import { parseJson } from "../../../json/parse-json";
import { invalidCelMessage } from "./check-condition";
import { evaluateCelCondition } from "./evaluate-condition";
import { explainCelCondition } from "./explain-condition";

const subject = {
  type: "PaymentPosted",
  entityType: "Loan",
  entityId: "L-102",
  occurredAt: new Date("2026-11-21T21:00:00Z"),
  changes: null,
  data: parseJson(`{
    "amount": 120.50, "half": 0.1, "fifth": 0.2, "count": 5, "zero": 0, "big": 9007199254740993, "tiny": 1e-400,
    "text": "150.25", "none": null, "rates": [1, 2.50, 3], "terms": {"months": 12, "rate": 0.10}, "one": 1, "key": "rate",
    "seconds": 1767225600, "long": ${"9".repeat(150)}
  }`),
};

test.each([
  ["data.amount * 2 > 100", true],
  ["2 * data.amount == 241", true],
  ["data.amount + 1 - 0.5 == 121", true],
  ["data.count / 2 == 2.5", true],
  ["data.count % 2 == 1", true],
  ["7 / 2 == 3", true],
  ["-data.count < 0", true],
  ["-data.count == -5", true],
  ["data.amount >= 120.5 && 120.5 >= data.amount && 100 < data.amount", true],
  ["0.1 + 0.2 == 0.3", true],
  ["data.half + data.fifth == 0.3", true],
  ["data.amount * 1.1 == 132.55", true],
  ["2 * 1.5 == 3", true],
  ["9007199254740993 == 9007199254740993", true],
  ["data.big == 9007199254740993", true],
  ["data.big == 9007199254740992", false],
  ["data.tiny > 0", true],
  ["data.count in [1, 5, 7.5]", true],
  ["2.5 in data.rates && 3 in data.rates && !(4 in data.rates)", true],
  ["data.rates == [1, 2.5, 3]", true],
  ['data.terms == {"months": 12, "rate": 0.1}', true],
  ["data.rates.exists(rate, rate * 2 == 5)", true],
  ["[1, 2].all(n, n in data.rates || n + 0.5 in data.rates)", true],
  ["data.rates[data.one] == 2.5 && data.terms[data.key] == 0.1", true],
  ["size(data.rates) > 2.5 && size(data.rates) == 3", true],
  ["double(data.text) + 1 == 151.25", true],
  ["int(data.amount) == 120 && int(data.amount) / 7 == 17", true],
  ['string(data.amount) == "120.5"', true],
  ["type(data.amount) == double && type(1) == int", true],
  ["uint(data.count) == 5u", true],
  ["data.count > 1u", true],
  ["timestamp(data.seconds) == timestamp('2026-01-01T00:00:00Z')", true],
  ["timestamp(event.occurredAt) - timestamp('2026-11-21T20:00:00Z') == duration('1h')", true],
  ["data.none == null && data.amount != null", true],
  ["data.amount == data.text", false],
  ["has(data.missing) ? data.missing > 1 : data.amount > 100", true],
  ["((data.amount) == (data.amount)) && ((data.count) + (1)) * 2 == 12", true],
  ["((data.rates) + ([9])).exists(n, n == 9)", true],
  ["data.count - (2 - 1) == 4 && !(data.count < 1)", true],
])("%s holds: %s", (expression, expected) => {
  expect(invalidCelMessage(expression)).toBeNull();
  expect(evaluateCelCondition(expression, subject)).toEqual({ holds: expected });
});

test.each([
  ["data.count / data.zero > 1", /Cannot divide by zero/],
  ["1 / 0 > 1", /Cannot divide by zero: 1 \/ 0/],
  [
    "data.amount > data.text",
    "data.amount > data.text compares a number with a string. Convert the string to a number: double(data.text).",
  ],
  [
    "data.amount in data.text",
    'data.amount in data.text looks for a number in a string. The operator "in" requires a list or an object on its right side. To search in a string, use contains().',
  ],
  [
    "data.amount > data.none",
    "data.amount > data.none compares a number with null. Check for null first: data.none != null && ...",
  ],
  ["data.amount * data.text > 1.0", /calculates with a number and a string.*double\(data\.text\)/],
  [
    "timestamp(event.occurredAt) > event.occurredAt",
    /compares a timestamp with a string.*timestamp\(event.occurredAt\)/,
  ],
  ["data.amount.startsWith('1')", /startsWith\(\) does not take a number/],
  ["data.amount && true", /^data\.amount is neither true nor false/],
  ["data.amount ? true : false", /^data\.amount is neither true nor false/],
  ["data.count.all(n, n > 1)", /data\.count is not a list/],
  ["double(data.key) > 1.0", /"rate" is not a number/],
  ["int(data.key) > 1", /^The argument of int\(data\.key\) must be a whole number/],
  [
    "timestamp(data.key) > timestamp(1)",
    /^The argument of timestamp\(data\.key\) must be.*2026-02-14T18:44:19Z/,
  ],
  ["data.long + 1 > 0", /40 digits/],
])("%s fails with a clear message", (expression, message) => {
  expect(invalidCelMessage(expression)).toBeNull();
  const result = evaluateCelCondition(expression, subject);
  expect(result).toMatchObject({
    error: message instanceof RegExp ? expect.stringMatching(message) : message,
  });
  expect(JSON.stringify(result)).not.toMatch(/dyn|__|overload|Map|Decimal|\\n/);
});

test.each([
  ["data.missing * 2 > 1", "The event has no data.missing."],
  ["data.terms.years == 1", "The event has no data.terms.years."],
  ['data.terms["years"] in [1]', 'The event has no data.terms["years"].'],
  ["data.rates[data.count] == 1.0", "The event has no data.rates[data.count]."],
  ["data.amount.constructor == 1", "The event has no data.amount.constructor."],
])("%s gives an error that names the missing field", (expression, error) => {
  expect(evaluateCelCondition(expression, subject)).toEqual({ error, missing: true });
});

test.each([
  ["1 > 'a'", /compares a number with a string/],
  ["amount > 1", /no variable amount.*data\.amount/],
  ["1 + 1", /true or false/],
  ['data == {"constructor": 1}', /cannot have the key constructor/],
])("%s is rejected", (expression, message) => {
  expect(invalidCelMessage(expression)).toMatch(message);
  expect(invalidCelMessage(expression)).not.toMatch(/dyn|overload/);
});

test("a field may have any name, even constructor, and a condition reads only the event's own fields", () => {
  const data = JSON.parse(
    '{"constructor": "Acme Builders", "__proto__": {"limit": 1}, "site": {"constructor": {"name": "B"}}, "amount": 5}',
  );
  const subjectWithOddNames = {
    ...subject,
    data,
    changes: { constructor: { from: "A", to: "Acme Builders" } },
  };
  for (const expression of [
    "data.amount == 5",
    'data.constructor == "Acme Builders" && entity.constructor == "Acme Builders"',
    'data.site.constructor.name == "B"',
    'changes.constructor.to == "Acme Builders"',
    '"constructor" in data && !("toString" in data) && !has(data.limit)',
  ])
    expect([expression, evaluateCelCondition(expression, subjectWithOddNames)]).toEqual([
      expression,
      { holds: true },
    ]);
  expect(evaluateCelCondition("data.toString == 1", subjectWithOddNames)).toHaveProperty("missing", true);
});

test("an explained condition shows numbers with the event's own digits", () => {
  expect(explainCelCondition("(data.amount) > (data.big) || data.terms == data.rates", subject)).toEqual([
    {
      text: "data.amount > data.big",
      value: "false",
      error: null,
      reads: [
        { path: "data.amount", value: "120.50" },
        { path: "data.big", value: "9007199254740993" },
      ],
    },
    {
      text: "data.terms == data.rates",
      value: "false",
      error: null,
      reads: [
        { path: "data.terms", value: '{"months":12,"rate":0.10}' },
        { path: "data.rates", value: "[1,2.50,3]" },
      ],
    },
  ]);
});
