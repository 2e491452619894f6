import { call } from "../call";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { step, stepForCharacters } from "../evaluation";
import { expandedLength, type Match, Pattern } from "../pattern";
import { indexOfPart } from "../search-text";
import { lazySeq, Vector } from "../sequences";
import { Char, type Fn, fixed, type Value, variadic } from "../values";
import { asString, requireInteger, requireString } from "./arguments";

function requirePattern(value: Value): Pattern {
  if (value instanceof Pattern) return value;
  throw new ClojureError("type", `${describeValue(value)} is not a regular expression. Write it as #"...".`);
}

/** The string that matched; if the pattern has groups, a vector of that string and those of the groups. */
function matchValue({ groups }: Match): Value {
  return groups.length === 1 ? (groups[0] ?? null) : new Vector(groups);
}

function findFirst(pattern: Value, text: Value): Value {
  const [match] = requirePattern(pattern).findMatches(requireString(text));
  return match ? matchValue(match) : null;
}

function findWhole(pattern: Value, text: Value): Value {
  const match = requirePattern(pattern).matchWhole(requireString(text));
  return match ? matchValue(match) : null;
}

function findAll(pattern: Value, text: Value): Value {
  const matches = requirePattern(pattern).findMatches(requireString(text));
  const found = lazySeq(function* () {
    for (const match of matches) yield matchValue(match);
  });
  return found.isEmpty() ? null : found;
}

/** Compiling a small pattern takes about as long as this many steps; each instruction of its program takes one more. */
const stepsToCompile = 2_000;

function compilePattern(value: Value): Pattern {
  if (value instanceof Pattern) return value;
  const text = requireString(value);
  step(stepsToCompile + expandedLength(text));
  return new Pattern(text);
}

/** Expands a replacement such as "$2-$1" for a match. As in Java, a backslash makes the next character literal. */
function expandReplacement(replacement: string, { groups }: Match): string {
  stepForCharacters(replacement.length);
  return replacement.replace(/\\(.)|\$(\d)|[\\$]/gs, (part, literal?: string, group?: string) => {
    if (literal !== undefined) return literal;
    const text = group === undefined ? undefined : groups[Number(group)];
    if (text === undefined)
      throw new ClojureError(
        "type",
        `The replacement contains ${part}, which is not a group. Write \\\\$ for a dollar sign.`,
      );
    stepForCharacters(text?.length ?? 0);
    return text ?? "";
  });
}

function replaceMatches(text: string, pattern: Pattern, replacement: Value, onlyFirst: boolean): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of pattern.findMatches(text)) {
    const inserted =
      typeof replacement === "string"
        ? expandReplacement(replacement, match)
        : requireString(call(replacement, [matchValue(match)]));
    stepForCharacters(match.start - from + inserted.length);
    parts.push(text.slice(from, match.start), inserted);
    from = match.end;
    if (onlyFirst) break;
  }
  return parts.join("") + text.slice(from);
}

/**
 * A function that replaces a string with a string, a character with a character, or the matches of a regular expression with a string or
 * with the results of a function.
 */
function defineReplace(name: string, onlyFirst: boolean): Fn {
  return fixed(name, 3, (value, match, replacement) => {
    const text = asString(value);
    stepForCharacters(text.length);
    if (match instanceof Pattern) return replaceMatches(text, match, replacement, onlyFirst);
    const [sought, inserted] =
      match instanceof Char && replacement instanceof Char
        ? [match.unit, replacement.unit]
        : [requireString(match), requireString(replacement)];
    return replacePart(text, sought, inserted, onlyFirst);
  });
}

function replacePart(text: string, sought: string, inserted: string, onlyFirst: boolean): string {
  const parts: string[] = [];
  let from = 0;
  let start = indexOfPart(text, sought);
  while (start !== -1) {
    step();
    stepForCharacters(inserted.length);
    parts.push(text.slice(from, start), inserted);
    from = start + sought.length;
    // An empty part is found at every place, and once at the end.
    const next = Math.max(from, start + 1);
    start = onlyFirst || next > text.length ? -1 : indexOfPart(text, sought, next);
  }
  return parts.join("") + text.slice(from);
}

/** Splits a string at the matches of a pattern, as Java's Pattern.split does: a limit of 0 also removes empty strings at the end. */
function split([value = null, pattern = null, limitValue = 0n]: readonly Value[]): Value {
  const text = requireString(value);
  const limit = requireInteger(limitValue);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of requirePattern(pattern).findMatches(text)) {
    if (limit > 0 && parts.length === limit - 1) break;
    // An empty match at the start gives no empty first part.
    if (end === 0) continue;
    parts.push(text.slice(from, start));
    from = end;
  }
  parts.push(text.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return new Vector(parts);
}

export const regularExpressionFunctions: readonly Fn[] = [
  fixed("re-find", 2, findFirst),
  fixed("re-matches", 2, findWhole),
  fixed("re-seq", 2, findAll),
  fixed("re-pattern", 1, compilePattern),
  defineReplace("str/replace", false),
  defineReplace("str/replace-first", true),
  variadic("str/split", 2, split, 3),
  fixed("str/split-lines", 1, (text) => split([text, lineEnd])),
];

const lineEnd = new Pattern("\\r?\\n");
