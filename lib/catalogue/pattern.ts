import { RE2JS } from "re2js";
import { spend } from "../evaluation/steps";

/** A regular expression as a schema's validator asks for it. */
export interface Pattern {
  test(text: string): boolean;
  /** The validator keeps patterns apart by this. */
  toString(): string;
}

/** What ECMA-262 means by \s, as members of a class; RE2 means ASCII only. */
const space =
  "\\t\\n\\x0b\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const notSpace =
  "\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
const token = /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\.|\[\^?|[^\\[]/gsu;

/**
 * A pattern of ECMA-262 (its flag "u") that takes time in proportion to the text, whatever the pattern: RE2's engine.
 * Throws, in words, for what is no pattern, and for what RE2 has not: looking ahead or behind, and back-references.
 */
export function linearPattern(pattern: string): Pattern {
  new RegExp(pattern, "u");
  const engine = RE2JS.compile(asRe2(pattern));
  const size = engine.programSize();
  return {
    test: (text) => spendOn(text, size) && engine.test(text),
    toString: () => pattern,
  };
}

/** A thousand instructions over a long text may take fifty nanoseconds for each instruction and character. */
function spendOn(text: string, size: number): boolean {
  return spend(1 + (text.length * size) / 16);
}

/** The few things that both write in the same way and mean differently. */
function asRe2(pattern: string): string {
  let inClass = false;
  // RE2JS takes \\k<name> for the letters.
  if (pattern.replaceAll("\\\\", "").includes("\\k"))
    throw new SyntaxError("back-references are not supported");
  return RE2JS.translateRegExp(pattern).replace(token, (part) => {
    if (inClass) {
      if (part === "]") inClass = false;
      // RE2 reads [[:alpha:]] as a class of POSIX.
      if (part.startsWith("[")) return `\\${part}`;
      if (part === "\\b") return "\\x08";
    } else if (part.startsWith("[")) inClass = true;
    else if (part === ".") return "[^\\n\\r\\x{2028}\\x{2029}]";
    if (part === "\\s") return inClass ? space : `[${space}]`;
    if (part === "\\S") return inClass ? notSpace : `[^${space}]`;
    return part.replace(/^(\\[pP]\{)(?:Script|sc|General_Category|gc)=/, "$1");
  });
}
