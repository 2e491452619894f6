import { dayNumberOf } from "../dates";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { evaluation } from "../evaluation";
import { isLong, limitDigits } from "../integers";
import { BigInteger, type Fn, fixed, Instant, Keyword, type Value, variadic } from "../values";
import { asString } from "./arguments";

/** (u/today) and (u/today :format :date): the date in UTC as a string, such as "2026-02-14". */
function today([option, format]: readonly Value[]): Value {
  const isDate = option === undefined || (isKeyword(option, "format") && isKeyword(format, "date"));
  if (!isDate)
    throw new ClojureError("unsupported", "Write (u/today :format :date). Other formats are not available.");
  return evaluation.now.toISOString().slice(0, 10);
}

function isKeyword(value: Value | undefined, name: string): boolean {
  return value instanceof Keyword && value.name === name;
}

/** (u/date-compare a b): the days from b to a. The result is negative if a is the earlier date. */
function compareDates(a: Value, b: Value): Value {
  return BigInt(dayOf(a) - dayOf(b));
}

function dayOf(value: Value): number {
  if (typeof value === "string" || value instanceof Instant) return dayNumberOf(value);
  throw new ClojureError("type", `${describeValue(value)} is not a date such as "2026-02-14".`);
}

/** The first match in a string. LoanPro does not document what happens without a match; here, it is an error. */
function findNumber(value: Value, pattern: RegExp): string {
  const [digits] = pattern.exec(asString(value)) ?? [];
  if (digits !== undefined) return digits;
  throw new ClojureError("type", `There is no number in ${describeValue(value)}.`);
}

/** (v/parse-int string): the first integer in a string. A minus sign counts only at the start: "L-42" is 42. */
function parseInteger(value: Value): Value {
  const number = BigInt(findNumber(value, /^\s*-\d{1,1001}|\d{1,1001}/).trim());
  return isLong(number) ? number : new BigInteger(limitDigits(number));
}

/** (v/parse-float string): the first number in a string, with its decimals. */
function parseFloating(value: Value): Value {
  return Number(findNumber(value, /^\s*-\d+(?:\.\d+)?|\d+(?:\.\d+)?/));
}

/** LoanPro's own functions, as its help pages and its SDK's samples show them; u/ is the older name of v/. */
export const loanProFunctions: readonly Fn[] = [
  variadic("u/today", 0, today, 2),
  fixed("u/date-compare", 2, compareDates),
  ...["v", "u"].flatMap((namespace) => [
    fixed(`${namespace}/parse-int`, 1, parseInteger),
    fixed(`${namespace}/parse-float`, 1, parseFloating),
  ]),
];
