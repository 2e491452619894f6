import { runWithin } from "../evaluation/steps";
import { ClojureMap, ClojureSet } from "./collections";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { enter, evaluation, leave, step, stepForCharacters } from "./evaluation";
import { isNumber } from "./numbers";
import { Pattern } from "./pattern";
import { printNumber } from "./print-number";
import { itemsOf, Seq, Vector } from "./sequences";
import {
  BigDecimal,
  BigInteger,
  Char,
  ClojureSymbol,
  Fn,
  Instant,
  Keyword,
  type NumberValue,
  type Value,
} from "./values";

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\r", "\\r"],
  ["\f", "\\f"],
  ["\b", "\\b"],
]);

/** The names of characters that are printed by name, such as \newline. */
export const characterNames: ReadonlyMap<string, string> = new Map([
  ["\n", "newline"],
  [" ", "space"],
  ["\t", "tab"],
  ["\r", "return"],
  ["\f", "formfeed"],
  ["\b", "backspace"],
]);

/** Prints a value so that Clojure can read it again, as `pr-str` does: strings in quotes, 5N, and all items of lazy sequences. */
export function printValue(value: Value): string {
  step();
  if (value === null) return "nil";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    stepForCharacters(value.length);
    return `"${value.replace(/["\\\n\t\r\f\b]/g, (character) => escapes.get(character) ?? character)}"`;
  }
  if (isNumber(value)) return printReadableNumber(value);
  if (value instanceof Char) return `\\${characterNames.get(value.unit) ?? value.unit}`;
  if (value instanceof Keyword || value instanceof ClojureSymbol) {
    stepForCharacters(value.name.length);
    return value instanceof Keyword ? `:${value.name}` : value.name;
  }
  if (value instanceof Instant) return `#inst "${new Date(value.ms).toISOString().replace("Z", "-00:00")}"`;
  if (value instanceof Pattern) {
    stepForCharacters(value.text.length);
    return `#"${value.text}"`;
  }
  if (value instanceof Fn) return `#function[${value.name ?? ""}]`;
  return printCollection(value);
}

/** The maximum number of steps for printing a value in a message. */
const maxStepsOfShortText = 1_000;

/** Prints a value for a message: its first characters, with "…" if there are more; "…" alone if printing takes too long or fails. */
export function printShort(value: Value, maxLength: number): string {
  const { depth } = evaluation;
  try {
    const printed = runWithin({ stepsLeft: maxStepsOfShortText }, () => printValue(value));
    if (printed === null) return "…";
    return printed.value.length > maxLength ? `${printed.value.slice(0, maxLength)}…` : printed.value;
  } catch {
    return "…";
  } finally {
    evaluation.depth = depth;
  }
}

function printReadableNumber(value: NumberValue): string {
  if (typeof value === "number" && !Number.isFinite(value))
    return Number.isNaN(value) ? "##NaN" : value > 0 ? "##Inf" : "##-Inf";
  const suffix = value instanceof BigInteger ? "N" : value instanceof BigDecimal ? "M" : "";
  return printNumber(value) + suffix;
}

function printCollection(value: Vector | Seq | ClojureMap | ClojureSet): string {
  enter();
  const parts: string[] = [];
  let text: string;
  if (value instanceof ClojureMap) {
    for (const [key, item] of value.entries()) parts.push(`${printValue(key)} ${printValue(item)}`);
    text = `{${parts.join(", ")}}`;
  } else {
    for (const item of value instanceof ClojureSet ? value.items() : itemsOf(value))
      parts.push(printValue(item));
    const content = parts.join(" ");
    text =
      value instanceof Vector
        ? `[${content}]`
        : value instanceof ClojureSet
          ? `#{${content}}`
          : `(${content})`;
  }
  leave();
  stepForCharacters(text.length);
  return text;
}

/**
 * Converts a value to a string as `str` does: nil is empty, and a string has no quotes.
 *
 * @throws ClojureError "type" for functions and lazy sequences, for which the JVM returns the name of a class and an address.
 */
export function textOf(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") {
    stepForCharacters(value.length);
    return value;
  }
  if (isNumber(value)) return printNumber(value);
  if (value instanceof Char) return value.unit;
  if (value instanceof Instant) return printJavaDate(value);
  if (value instanceof Pattern) {
    stepForCharacters(value.text.length);
    return value.text;
  }
  if (value instanceof Fn)
    throw new ClojureError("type", `${describeValue(value)} cannot be converted to a string.`);
  if (value instanceof Seq && value.kind === "lazy")
    throw new ClojureError(
      "type",
      "A lazy sequence cannot be converted to a string. Use str/join, pr-str or vec.",
    );
  return printValue(value);
}

/** The text of a time as java.util.Date prints it in UTC: Thu Feb 29 00:00:00 UTC 2024. */
function printJavaDate({ ms }: Instant): string {
  const [day = "", date, month, year, time] = new Date(ms).toUTCString().split(" ");
  return `${day.slice(0, 3)} ${month} ${date} ${time} UTC ${year}`;
}
