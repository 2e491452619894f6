import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { stepForCharacters } from "../evaluation";
import { splitName } from "../ordering";
import { printValue, textOf } from "../print";
import { indexOfPart, lastIndexOfPart } from "../search-text";
import { itemsOf } from "../sequences";
import { Char, ClojureSymbol, type Fn, fixed, Keyword, type Value, variadic } from "../values";
import { asString, requireInteger, requireString } from "./arguments";

/** Java's Character.isWhitespace. */
const blanks = "[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";
const blankText = new RegExp(`^${blanks}*$`);
const leadingBlanks = new RegExp(`^${blanks}+`);
const blankCharacter = new RegExp(blanks);

/** Removes matching characters from the end of a text. A loop, because a regular expression with $ would take quadratic time. */
function trimEnd(text: string, removed: RegExp): string {
  let end = text.length;
  while (end > 0 && removed.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function joinStrings(texts: Iterable<Value>, separator: string): string {
  const parts: string[] = [];
  for (const text of texts) parts.push(textOf(text));
  stepForCharacters(parts.length * separator.length);
  return parts.join(separator);
}

function substring(args: readonly Value[]): Value {
  const [value = null, from = null, to] = args;
  const text = requireString(value);
  const start = requireInteger(from);
  const end = to === undefined ? text.length : requireInteger(to);
  if (start >= 0 && start <= end && end <= text.length) return text.slice(start, end);
  throw new ClojureError(
    "index",
    `The string has ${text.length} characters, so it has no part from ${start} to ${end}.`,
  );
}

/** Makes a function that returns the index of a part of a string, or nil. */
function makePartFinder(find: (text: string, part: string, from: number | undefined) => number) {
  return ([value = null, part = null, from]: readonly Value[]): Value => {
    const sought = part instanceof Char ? part.unit : requireString(part);
    const index = find(asString(value), sought, from === undefined ? undefined : requireInteger(from));
    return index === -1 ? null : BigInt(index);
  };
}

/** A function that tests whether a string has a part, such as `str/includes?`. */
function definePartTest(name: string, test: (text: string, part: string) => boolean): Fn {
  return fixed(name, 2, (text, part) => test(asString(text), requireString(part)));
}

/** A function of one argument of any type but nil, which is converted to a string. */
function defineTextFunction(name: string, convert: (text: string) => string): Fn {
  return fixed(name, 1, (text) => convert(asString(text)));
}

/** A function of one argument, which must be a string. */
function defineStringFunction(name: string, convert: (text: string) => string): Fn {
  return fixed(name, 1, (text) => convert(requireString(text)));
}

function nameOf(value: Value): string {
  if (typeof value === "string") return requireString(value);
  if (value instanceof Keyword || value instanceof ClojureSymbol) return splitName(value.name)[1];
  throw new ClojureError("type", `${describeValue(value)} has no name.`);
}

function namespaceOf(value: Value): Value {
  if (value instanceof Keyword || value instanceof ClojureSymbol) return splitName(value.name)[0];
  throw new ClojureError("type", `${describeValue(value)} has no namespace.`);
}

function toKeyword(value: Value, name: Value): Value {
  if (name !== null) return new Keyword(`${requireString(value)}/${requireString(name)}`);
  if (value instanceof Keyword) return value;
  if (value instanceof ClojureSymbol) return new Keyword(value.name);
  return typeof value === "string" ? new Keyword(requireString(value)) : null;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

export const stringFunctions: readonly Fn[] = [
  variadic("str", 0, (args) => joinStrings(args, "")),
  variadic("pr-str", 0, (args) => args.map(printValue).join(" ")),
  variadic("subs", 2, substring, 3),
  fixed("name", 1, nameOf),
  fixed("namespace", 1, namespaceOf),
  fixed("keyword", [1, 2], toKeyword),
  fixed("symbol", 1, (value) => new ClojureSymbol(value instanceof Keyword ? value.name : nameOf(value))),
  variadic(
    "str/join",
    1,
    ([first = null, second]) =>
      second === undefined ? joinStrings(itemsOf(first), "") : joinStrings(itemsOf(second), textOf(first)),
    2,
  ),
  fixed("str/blank?", 1, (text) => text === null || blankText.test(requireString(text))),
  defineStringFunction("str/trim", (text) => trimEnd(text.replace(leadingBlanks, ""), blankCharacter)),
  defineStringFunction("str/triml", (text) => text.replace(leadingBlanks, "")),
  defineStringFunction("str/trimr", (text) => trimEnd(text, blankCharacter)),
  defineStringFunction("str/trim-newline", (text) => trimEnd(text, /[\r\n]/)),
  defineStringFunction("str/reverse", (text) => {
    stepForCharacters(16 * text.length);
    return [...text].reverse().join("");
  }),
  defineTextFunction("str/upper-case", (text) => text.toUpperCase()),
  defineTextFunction("str/lower-case", (text) => text.toLowerCase()),
  defineTextFunction("str/capitalize", capitalize),
  definePartTest("str/includes?", (text, part) => indexOfPart(text, part) !== -1),
  definePartTest("str/starts-with?", (text, part) => text.startsWith(part)),
  definePartTest("str/ends-with?", (text, part) => text.endsWith(part)),
  variadic("str/index-of", 2, makePartFinder(indexOfPart), 3),
  variadic("str/last-index-of", 2, makePartFinder(lastIndexOfPart), 3),
];
