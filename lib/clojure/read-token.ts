import { ClojureError, type Position } from "./errors";
import type { Form } from "./forms";
import { characterNames } from "./print";
import { isNumberToken, readNumber } from "./read-number";
import { Char, Keyword, type Value } from "./values";

/** Characters that word processors put into a formula, and what to write instead. */
const foreignCharacters: readonly [pattern: RegExp, advice: string][] = [
  [/[“”„‟«»]/, 'Use straight quotes ("), not curly quotes.'],
  [/[‘’‚‛´]/, "Use a straight quote ('), not a curly quote."],
  [/[\u00a0\u2000-\u200f\u202f\u3000\ufeff]/, "Use ordinary spaces: there is a special space here."],
  [/[‐‑‒–—−]/, "Use an ordinary hyphen or minus sign (-), not a dash."],
  [/[≤≥≠]/, "Use >=, <= or not=."],
  [/[×÷]/, "Use * and /."],
];

const symbolPattern = /^(?:[^\s:/]+\/)?(?:\/|[^\s/]*[^\s/:])$/;
const namedConstants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["nil", null],
  ["true", true],
  ["false", false],
]);
const symbolicNumbers: ReadonlyMap<string, number> = new Map([
  ["Inf", Number.POSITIVE_INFINITY],
  ["-Inf", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
]);
const unitByCharacterName: ReadonlyMap<string, string> = new Map(
  [...characterNames].map(([unit, name]) => [name, unit]),
);

/**
 * Reads a token without brackets and quotes: a number, a keyword, a constant or a symbol.
 *
 * @throws ClojureError "syntax", with advice for a word processor's characters and for LoanPro's placeholders
 */
export function readToken(token: string, position: Position): Form {
  for (const [pattern, advice] of foreignCharacters) {
    const at = token.search(pattern);
    if (at !== -1) throw new ClojureError("syntax", advice, { ...position, column: position.column + at });
  }
  if (/^%(\d+|&)?$/.test(token)) {
    throw new ClojureError(
      "syntax",
      `${token} is a placeholder. Replace it with a value, or use it only inside #(...).`,
      position,
    );
  }
  if (/^[+-]?\.\d/.test(token))
    throw new ClojureError("syntax", `Write a digit before the decimal point in ${token}.`);
  if (isNumberToken(token)) return { kind: "literal", value: readNumber(token), position };
  if (token.startsWith(":")) return { kind: "literal", value: readKeyword(token), position };
  const constant = namedConstants.get(token);
  if (constant !== undefined) return { kind: "literal", value: constant, position };
  if (!symbolPattern.test(token)) throw new ClojureError("syntax", `${token} is not a valid name.`, position);
  return { kind: "symbol", name: token, position };
}

function readKeyword(token: string): Keyword {
  if (token.startsWith("::"))
    throw new ClojureError("unsupported", "Keywords with :: are not available. Use one colon.");
  const name = token.slice(1);
  if (!symbolPattern.test(name)) throw new ClojureError("syntax", `${token} is not a valid keyword.`);
  return new Keyword(name);
}

/** Reads the name after a backslash: a, newline, u00e9 or o101. */
export function readCharacter(name: string): Char {
  if (name.length === 1) return new Char(name);
  const unit = unitByCharacterName.get(name) ?? unitOfCode(name);
  if (unit === undefined) throw new ClojureError("syntax", `\\${name} is not a character.`);
  return new Char(unit);
}

function unitOfCode(name: string): string | undefined {
  const [, hex, octal] = /^(?:u([0-9a-fA-F]{4})|o([0-3]?[0-7]{1,2}))$/.exec(name) ?? [];
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  return octal === undefined ? undefined : String.fromCharCode(Number.parseInt(octal, 8));
}

/** Reads the name after ##: Inf, -Inf or NaN. */
export function readSymbolicNumber(name: string): number {
  const value = symbolicNumbers.get(name);
  if (value === undefined) throw new ClojureError("syntax", `##${name} is not a number.`);
  return value;
}

const escapePattern = /\\(?:u([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.?))/gs;
const unitByEscape: ReadonlyMap<string, string> = new Map([
  ["t", "\t"],
  ["r", "\r"],
  ["n", "\n"],
  ["b", "\b"],
  ["f", "\f"],
  ["\\", "\\"],
  ['"', '"'],
]);

/** Replaces the escapes of a string literal, such as \n and \u00e9. @throws ClojureError "syntax" for any other escape. */
export function unescapeString(text: string): string {
  return text.replace(escapePattern, (part, hex?: string, octal?: string, letter = "") => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const unit = unitByEscape.get(letter);
    if (unit === undefined)
      throw new ClojureError("syntax", `${part} is not a valid escape. Write \\\\ for a backslash.`);
    return unit;
  });
}
