import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../../../env";
import { runWithin, spend } from "../../../evaluation/steps";
import { parseJson } from "../../../json/parse-json";
import { checkCondition } from "../check-condition";
import { evaluateCondition } from "../evaluate-condition";
import { explainCondition } from "../explain-condition";

const subject = {
  type: "PaymentPosted",
  entityType: "Loan",
  entityId: "L-102",
  changes: null,
  occurredAt: new Date("2026-02-15T02:30:00Z"),
  data: parseJson(`{"daysPastDue": 13, "amountDue": 250.75, "loanStatus": "Open", "promiseAmount": 100.0, "customerId": 2214,
    "customer.primary.full-name": "Ada Brooks", "account": 9007199254740993, "portfolio": {}, "constructor": 1,
    "settings-custom-fields": {"35": {"value": "1"}}}`),
};
const sample = { eventType: "PaymentPosted", subject };
const clojure = (expression: string) => ({ expression, language: "clojure" as const });
const evaluate = (expression: string, on = subject) => evaluateCondition(clojure(expression), on);
const check = (expression: string, on: typeof sample | null = sample) =>
  checkCondition(clojure(expression), on, async () => [
    "daysPastDue",
    "amountDue",
    "loanStatus",
    "customerId",
  ]);

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

test.each([
  ["(= status-days-past-due 13)", true],
  ["(= days-past-due 13)", true],
  ['(and (= loan-status "Open") (> status-full-due 250))', true],
  ["(= promise-amount 100)", false],
  ['(= loan-display-id "L-102")', true],
  ["(= (-> customer :primary :id) customer.primary.id 2214)", true],
  ['(= (-> customer :primary :full-name) "Ada Brooks")', true],
  ["(= account 9007199254740993)", true],
  ["(= portfolio [])", true],
  ["(nil? (-> portfolio :1 :active))", true],
  ['(= (-> settings-custom-fields :35 :value) "1")', true],
  ["(= constructor 1)", true],
  ["status-payoff", false],
  ["(count portfolio)", true],
  ['(= current-date (u/today :format :date) "2026-02-15")', true],
  ['(= current-time "02:30:00")', true],
])("%s holds: %s", (expression, holds) => {
  expect(evaluate(expression)).toEqual({ holds });
});

test("current-date is the day of the event in the lender's time zone, unless the event has a field of that name", () => {
  vi.stubEnv("HOOKLEDGER_TIME_ZONE", "America/Denver");
  resetEnv();
  expect(evaluate('(= current-date "2026-02-14")', { ...subject })).toEqual({ holds: true });
  const data = { currentDate: "2020-01-01" };
  expect(evaluate('(= current-date "2020-01-01")', { ...subject, data })).toEqual({ holds: true });
});

test("an error has the line and column of the call that failed; a formula that takes too many steps gives an error", () => {
  expect(evaluate("(and true\n  (< status-payoff 2))")).toEqual({
    error: expect.stringMatching(/^Line 2, column 3: <: /),
  });
  expect(evaluate("(count (range))")).toEqual({
    error: expect.stringMatching(/stopped after 100,000 steps/),
  });
  expect(evaluate("(count")).toEqual({ error: "Line 1, column 1: This ( is not closed." });
});

test.each([
  ['(= status-days-past-due "x"', "Line 1, column 1: This ( is not closed."],
  ["(= a\n (foo 1))", "Line 2, column 3: There is no function or variable foo."],
  ["90 status-days-past-due", /^Line 1, column 4: A formula is one expression/],
  ["(Integer/parseInt loan-status)", /^Line 1, column 2: .*Java/],
  ["(= 1 1", /^Line 1, column 1/],
])("%s is rejected with line and column", async (expression, error) => {
  const message = typeof error === "string" ? error : expect.stringMatching(error);
  expect(await check(expression)).toEqual({ error: message, warning: null });
  expect(await check(expression, null)).toEqual({ error: message, warning: null });
});

test.each([
  ["(= status-days-past-due 13)", null],
  ["(= current-date (-> customer :primary :name))", null],
  [
    "(= status-payof 1)",
    "Line 1, column 4: status-payof is not a known variable. It is nil for events that do not have it.",
  ],
  [
    "(> loan-status 1)",
    /^The formula cannot be evaluated on the sample of PaymentPosted: Line 1, column 1: >: /,
  ],
  [
    "(+ status-full-due 1)",
    /^On the sample of PaymentPosted, the value of the formula is 251\.75, not true or false/,
  ],
])("%s can be saved; its warning is %s", async (expression, warning) => {
  const message = warning instanceof RegExp ? expect.stringMatching(warning) : warning;
  expect(await check(expression)).toEqual({ error: null, warning: message });
});

test("an explanation lists the operands of the outermost `and` and `or`, and the variables that they read", () => {
  const expression = `(and (= loan-status "Open") ; still open
    (or (> status-days-past-due (+ 30 status-grace)), (< "a" status-full-due)))`;
  expect(explainCondition(clojure(expression), subject)).toEqual([
    {
      text: '(= loan-status "Open")',
      value: "true",
      error: null,
      reads: [{ path: "loan-status", value: '"Open"' }],
    },
    {
      text: "(> status-days-past-due (+ 30 status-grace))",
      value: null,
      error: expect.stringMatching(/^Line 2, column 33: \+: /),
      reads: [
        { path: "status-days-past-due", value: "13" },
        { path: "status-grace", value: null },
      ],
    },
    {
      text: '(< "a" status-full-due)',
      value: null,
      error: expect.stringMatching(/^Line 2, column 55: <: /),
      reads: [{ path: "status-full-due", value: "250.75" }],
    },
  ]);
  expect(explainCondition(clojure("status-full-due"), subject)).toMatchObject([
    { text: "status-full-due", value: "250.75" },
  ]);
});

test("a formula that is first read when the steps of a request are spent is valid for the next request", () => {
  const expression = '(contains? #{"Open" "Active" "first read without steps"} loan-status)';
  const isOver = runWithin({ stepsLeft: 1 }, () => {
    spend(10);
    return evaluate(expression);
  });
  expect(isOver).toBeNull();
  expect(evaluate(expression)).toEqual({ holds: true });
});

test("deeply nested data gives an error of the condition, and does not affect the next evaluation", () => {
  const nest = (depth: number) =>
    Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1) as Record<string, unknown>;
  const deep = { ...subject, data: { deep: nest(600) } };
  expect(evaluate("(nil? deep)", deep)).toEqual({ error: expect.stringContaining("nested too deeply") });
  expect(explainCondition(clojure("(nil? deep)"), deep)).toMatchObject([
    { value: null, reads: [{ path: "deep", value: "…" }] },
  ]);
  expect(evaluate("(case [1 2] [1 2] (= days-past-due 13))")).toEqual({ holds: true });
  const deeper = { ...subject, data: { deep: nest(50_000) } };
  expect(evaluate("(= 1 1)", deeper)).toEqual({ error: expect.stringContaining("nested too deeply") });
});

test("an error does not quote the event's texts and numbers, which are kept for a shorter time than the error", () => {
  const data = { message: "Your code is 482913", code: 482913 };
  for (const expression of ["(+ message 1)", "(subs code 1)", "(+ (subs message 13 16) 1)"]) {
    const result = evaluate(expression, { ...subject, data });
    expect(JSON.stringify(result)).not.toMatch(/482|Your/);
    expect(result).toHaveProperty("error");
  }
});
