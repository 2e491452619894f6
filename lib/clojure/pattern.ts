import { RE2JS } from "re2js";
import { ClojureError } from "./errors";
import { step } from "./evaluation";
import { Identity } from "./values";

const maxLength = 500;
/** The maximum number of instructions of a compiled pattern: one that repeats a long part 1,000 times takes long to compile. */
export const maxProgramSize = 5_000;

/** One match: its place, and the strings that the whole pattern and each group matched; null for a group without a match. */
export interface Match {
  start: number;
  end: number;
  groups: (string | null)[];
}

/**
 * A regular expression. It runs in RE2, whose running time is linear in the length of the text for every pattern. Java's
 * back-references, lookaround, possessive quantifiers and operations on character classes are rejected. `$` matches only at the end of the
 * text; in Java, it also matches before a last line break.
 */
export class Pattern extends Identity {
  readonly typeName = "regular expression";
  private readonly engine: RE2JS;
  private readonly size: number;

  /** @throws ClojureError "syntax" if the pattern is not valid or not supported. */
  constructor(readonly text: string) {
    super();
    if (text.length > maxLength)
      throw new ClojureError("limit", `A regular expression can have at most ${maxLength} characters.`);
    if (expandedLength(text) > maxProgramSize) throw tooLarge();
    this.engine = compile(text);
    this.size = this.engine.programSize();
    if (this.size > maxProgramSize) throw tooLarge();
  }

  /** Finds all non-overlapping matches, from left to right. */
  *findMatches(text: string): Generator<Match, void> {
    const matcher = this.engine.matcher(text);
    let from = 0;
    while (true) {
      // The search for each match may read the whole rest of the text.
      step(1 + ((text.length - from + 1) * this.size) / 16);
      if (!matcher.find()) return;
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
      from = matcher.end();
      yield { start: matcher.start(), end: from, groups };
    }
  }

  /** The match of the whole text, or null. */
  matchWhole(text: string): Match | null {
    step(1 + ((text.length + 1) * this.size) / 16);
    const matcher = this.engine.matcher(text);
    if (!matcher.matches()) return null;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
    return { start: 0, end: text.length, groups };
  }
}

function tooLarge(): ClojureError {
  return new ClojureError("limit", "The regular expression is too large. Use smaller repetitions.");
}

/** About how many instructions a pattern compiles to: its length when each repetition {n} is written out. Does not compile it. */
export function expandedLength(pattern: string): number {
  /** The sizes of the groups that are open, and of the part that a repetition would repeat. */
  const open: number[] = [];
  let [total, last] = [0, 0];
  for (const [part, repetition] of pattern.matchAll(sizePattern)) {
    if (repetition !== undefined) {
      // In {n,m}, each optional copy takes one more instruction.
      const copied = Math.max(1, last) + (repetition.includes(",") ? 1 : 0);
      const repeated = copied * Math.max(1, ...repetition.split(",").map(Number));
      total += repeated - last;
      last = repeated;
    } else if (part.startsWith("(")) {
      last = 0;
      if (part.endsWith(")")) continue;
      open.push(total);
      if (part === "(") total += 2;
    } else if (part === ")") last = total - (open.pop() ?? 0);
    else {
      const isQuantifier = part === "?" || part === "*" || part === "+";
      const size = part.startsWith("\\Q") ? part.length : 1;
      last = isQuantifier ? last + size : size;
      total += size;
    }
  }
  return total;
}

/** The parts of a pattern: quoted text, an escape, a class, the start of a group without a number, a repetition, or one character. */
const sizePattern =
  /\\Q.*?(?:\\E|$)|\\[pP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[a-zA-Z-]*[:)]|\{(\d+(?:,\d*)?)\}|./gsu;

function compile(text: string): RE2JS {
  try {
    return RE2JS.compile(toRe2(text));
  } catch (error) {
    if (error instanceof ClojureError) throw error;
    const reason = (error as Error).message.replace(/^error parsing regexp: /, "");
    throw new ClojureError("syntax", `The regular expression is not supported: ${reason}.`);
  }
}

const tokenPattern = /\\Q.*?(?:\\E|$)|\\.|\[\^?|&&|./gsu;
/** The whitespace and the line ends of Java's patterns. */
const whitespace = "\\t\\n\\x0b\\f\\r ";
const lineEnds = "\\n\\r\\x{85}\\x{2028}\\x{2029}";

/** Translates the syntax that Java and RE2 share but interpret differently. */
function toRe2(pattern: string): string {
  let inClass = false;
  const dotMatchesLineEnds = /\(\?[a-z]*s/i.test(pattern);
  return pattern.replace(tokenPattern, (part) => {
    if (part === "\\s") return inClass ? whitespace : `[${whitespace}]`;
    if (part === "\\S") return inClass ? part : `[^${whitespace}]`;
    if (inClass && (part.startsWith("[") || part === "&&"))
      throw new ClojureError("syntax", "A character class in a character class is not supported.");
    if (part.startsWith("[")) inClass = true;
    else if (part === "]") inClass = false;
    else if (part === "." && !inClass && !dotMatchesLineEnds) return `[^${lineEnds}]`;
    return part;
  });
}
