import { scan } from "secure-json-parse";
import { parseJson } from "./parse-json";

/** The most levels of objects and lists in JSON from another system. */
export const maxJsonDepth = 64;

/**
 * Whether a JSON text is nested too deeply. Counts brackets outside strings, before the text is parsed, so that recursion over a hostile
 * body cannot crash the process.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 92) index += 1;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > maxJsonDepth) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}

/** Matches every JSON text that sets a prototype, literally or with escapes, and some others. */
const prototypeKeyPattern = /__proto__|constructor|\\u00/;

/**
 * Parses JSON like parseJson, but rejects a field that could set an object's prototype when code copies it. Call isTooDeep first.
 * @throws SyntaxError
 */
export function parseUntrustedJson(text: string): unknown {
  const value = parseJson(text);
  if (value === null || typeof value !== "object" || !prototypeKeyPattern.test(text)) return value;
  return scan(value, { protoAction: "error", constructorAction: "error" });
}

/** Escapes of characters that Postgres cannot store. */
const unstorableEscapePattern = /\\u(?:0000|d[89a-f])/i;

/**
 * Whether a JSON text, decoded from bytes, may contain characters that Postgres cannot store (lib/unstorable-text.ts): it can have them only
 * as escapes, so a value without such escapes need not be searched.
 */
export function hasUnstorableEscape(text: string): boolean {
  return unstorableEscapePattern.test(text);
}
