import type { ConditionLanguage } from "@/lib/webhooks/conditions/condition";

export type TokenKind = "string" | "number" | "keyword" | "function" | "comment" | "plain";

/** A part of a condition's text. All tokens together are the whole text. */
export interface Token {
  /** The index of the first character in the text. */
  start: number;
  text: string;
  kind: TokenKind;
}

/** Returns the kind of a matched part; `text` is the whole condition. */
type FindKind = (part: string, text: string, start: number) => TokenKind;
interface Rule {
  /** Sticky, so that it matches only at the current index. */
  pattern: RegExp;
  kind: TokenKind | FindKind;
}

const celKeywords = new Set(["true", "false", "null", "in"]);
const clojureConstants = new Set(["true", "false", "nil"]);

/** The rules of each language; the first that matches applies. A string that is not closed yet ends with its line or with the text. */
const rulesByLanguage: Record<ConditionLanguage, readonly Rule[]> = {
  cel: [
    { pattern: /\/\/[^\n]*/y, kind: "comment" },
    { pattern: /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/y, kind: "string" },
    { pattern: /0x[\da-f]+u?|\d+(?:\.\d+)?(?:e[-+]?\d+)?u?/iy, kind: "number" },
    {
      pattern: /[a-z_]\w*/iy,
      kind: (part, text, start) => {
        if (celKeywords.has(part)) return "keyword";
        return text.charAt(start + part.length) === "(" ? "function" : "plain";
      },
    },
    { pattern: /&&|\|\||[=!<>]=|[-+*/%<>!?:]/y, kind: "function" },
  ],
  clojure: [
    { pattern: /;[^\n]*/y, kind: "comment" },
    { pattern: /#?"(?:[^"\\]|\\.)*"?|\\(?:\w+|.)/sy, kind: "string" },
    { pattern: /[-+]?\d[^\s,"();[\]{}]*/y, kind: "number" },
    { pattern: /:[^\s,"();[\]{}]+/y, kind: "keyword" },
    {
      pattern: /[^\s,"();[\]{}`~@^\\#']+/y,
      kind: (part, text, start) => {
        if (clojureConstants.has(part)) return "keyword";
        return text.charAt(start - 1) === "(" ? "function" : "plain";
      },
    },
  ],
};

/** Splits a condition, valid or not, into tokens to highlight. */
export function highlightCondition(text: string, language: ConditionLanguage): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const token = matchToken(text, index, rulesByLanguage[language]);
    const last = tokens.at(-1);
    if (token.kind === "plain" && last?.kind === "plain") last.text += token.text;
    else tokens.push(token);
    index += token.text.length;
  }
  return tokens;
}

function matchToken(text: string, start: number, rules: readonly Rule[]): Token {
  for (const { pattern, kind } of rules) {
    pattern.lastIndex = start;
    const part = pattern.exec(text)?.[0];
    if (part) return { start, text: part, kind: typeof kind === "function" ? kind(part, text, start) : kind };
  }
  return { start, text: text.charAt(start), kind: "plain" };
}
