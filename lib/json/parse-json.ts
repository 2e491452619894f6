import { parse } from "lossless-json";
import { JsonNumber } from "./json-number";
import { keepsItsText, keepsNumberTexts } from "./number-texts";

/**
 * Parses JSON so that `writeJson` gives every number back as it was written: a number that JavaScript would change is a
 * JsonNumber. JSON.parse does it alone where it changes none, which is nearly always. Of a repeated key the last value
 * counts, as in JSON.parse.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  if (keepsNumberTexts(text)) return JSON.parse(text);
  return parse(text, undefined, {
    parseNumber: (digits) => (keepsItsText(digits) ? Number(digits) : new JsonNumber(digits)),
    onDuplicateKey: ({ newValue }) => newValue,
  });
}
