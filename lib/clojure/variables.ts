import { JsonNumber } from "../json/json-number";
import { ClojureMap } from "./collections";
import { ClojureError } from "./errors";
import { enter, leave, step } from "./evaluation";
import { isLong, limitDigits, maxDigits } from "./integers";
import { Vector } from "./sequences";
import { BigInteger, Keyword, type Value } from "./values";

/**
 * Converts a JSON value of an event (parseJson) to a value of a formula: an object becomes a map with keyword keys, and an array becomes a
 * vector. A number without a decimal point or exponent becomes an integer, every other number a double: 100 and 100.0 differ.
 *
 * @throws ClojureError "limit" if the value is nested too deeply or an integer has too many digits
 */
export function fromJson(json: unknown): Value {
  step();
  if (typeof json === "boolean" || typeof json === "string") return json;
  if (typeof json === "number" || typeof json === "bigint" || json instanceof JsonNumber)
    return numberOf(String(json));
  if (json === null || typeof json !== "object") return null;
  enter();
  const value = Array.isArray(json)
    ? new Vector(json.map(fromJson))
    : ClojureMap.of(Object.entries(json).map(([name, part]) => [new Keyword(name), fromJson(part)]));
  leave();
  return value;
}

function numberOf(digits: string): Value {
  if (!/^-?\d+$/.test(digits)) return Number(digits);
  if (digits.length > maxDigits)
    throw new ClojureError("limit", "A number in the event has too many digits.");
  const number = BigInt(digits);
  return isLong(number) ? number : new BigInteger(limitDigits(number));
}
