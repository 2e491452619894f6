import { RE2JS } from "re2js";
import { spend } from "../evaluation/steps";

/** A regular expression with the interface that Ajv expects. */
export interface Pattern {
  test(text: string): boolean;
  /** Returns the pattern's text, which Ajv uses as a key. */
  toString(): string;
}

/** The characters that \s matches in ECMA-262, for a character class. In RE2, \s matches only ASCII characters. */
const spaceClass =
  "\\t\\n\\x0b\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const notSpaceClass =
  "\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
const tokenPattern = /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\.|\[\^?|[^\\[]/gsu;

/**
 * Compiles an ECMA-262 pattern (with flag "u") for RE2, whose running time is linear in the length of the text for every
 * pattern. Throws an error for an invalid pattern, and for what RE2 does not support: lookahead, lookbehind,
 * back-references and more than 1,000 repetitions.
 */
export function compileLinearPattern(pattern: string): Pattern {
  new RegExp(pattern, "u");
  const engine = RE2JS.compile(toRe2(pattern));
  const size = engine.programSize();
  return {
    test: (text) => spendForMatch(text, size) && engine.test(text),
    toString: () => pattern,
  };
}

/** Spends the steps of a match: RE2 takes up to 50 ns per program instruction and character. Returns false if no steps are left. */
function spendForMatch(text: string, size: number): boolean {
  return spend(1 + (text.length * size) / 16);
}

/** Translates the constructs that ECMA-262 and RE2 write alike but interpret differently. */
function toRe2(pattern: string): string {
  let inClass = false;
  // RE2JS would match \k<name> literally.
  if (pattern.replaceAll("\\\\", "").includes("\\k"))
    throw new SyntaxError("back-references are not supported");
  return RE2JS.translateRegExp(pattern).replace(tokenPattern, (part) => {
    if (inClass) {
      if (part === "]") inClass = false;
      // RE2 reads [[:alpha:]] as a POSIX class.
      if (part.startsWith("[")) return `\\${part}`;
      if (part === "\\b") return "\\x08";
    } else if (part.startsWith("[")) inClass = true;
    else if (part === ".") return "[^\\n\\r\\x{2028}\\x{2029}]";
    if (part === "\\s") return inClass ? spaceClass : `[${spaceClass}]`;
    if (part === "\\S") return inClass ? notSpaceClass : `[^${spaceClass}]`;
    return part.replace(/^(\\[pP]\{)(?:Script|sc|General_Category|gc)=/, "$1");
  });
}
