import { parse } from "lossless-json";
import { JsonNumber } from "./json-number";
import { keepsAllDigits, keepsDigits } from "./keeps-digits";

/**
 * Parses JSON so that `writeJson` writes every number back with the same digits: a number that JavaScript would change
 * becomes a JsonNumber. Without such a number, which is the usual case, this is JSON.parse. The last value of a repeated key
 * wins, as in JSON.parse.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (keepsAllDigits(text)) return JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) => (keepsDigits(digits) ? Number(digits) : new JsonNumber(digits)),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}
