import { Decimal } from "decimal.js";
import { JsonNumber } from "../json/json-number";

/**
 * The validator knows only JavaScript's values. It gets an instance in which each JsonNumber is replaced by a finite
 * number: an integer if the JsonNumber is one. Keywords that depend on digits look up the exact value by its location.
 */
let originalByCopy = new WeakMap<object, object>();
let originalRoot: unknown;

interface Location {
  parentData: unknown;
  parentDataProperty: string | number;
  rootData: unknown;
}

/** Returns the instance for the validator: `data` itself if it contains no JsonNumber. */
export function toInstance(data: unknown): unknown {
  originalByCopy = new WeakMap();
  originalRoot = data;
  return hasJsonNumber(data) ? replaceJsonNumbers(data) : data;
}

/** Returns the exact value of `instance`, which is the value that the validator sees at a location. */
export function findExactValue<T>(
  instance: T,
  { parentData, parentDataProperty, rootData }: Location,
): T | JsonNumber {
  if (instance !== null && typeof instance === "object")
    return (originalByCopy.get(instance) ?? instance) as T;
  if (typeof instance !== "number") return instance;
  if (parentData === null || typeof parentData !== "object")
    return (rootData === instance ? originalRoot : instance) as T;
  const original = originalByCopy.get(parentData) as Record<string | number, T> | undefined;
  return original?.[parentDataProperty] ?? instance;
}

function hasJsonNumber(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (value instanceof JsonNumber) return true;
  if (Array.isArray(value)) return value.some(hasJsonNumber);
  for (const name in value) if (hasJsonNumber((value as Record<string, unknown>)[name])) return true;
  return false;
}

function replaceJsonNumbers(value: unknown): unknown {
  if (value instanceof JsonNumber) return toStandIn(value);
  if (value === null || typeof value !== "object") return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const replaced = replaceJsonNumbers(inner);
    if (replaced !== inner) changed = true;
    return [name, replaced];
  });
  if (!changed) return value;
  const copy = Array.isArray(value) ? entries.map(([, replaced]) => replaced) : Object.fromEntries(entries);
  originalByCopy.set(copy, value);
  return copy;
}

function toStandIn({ text }: JsonNumber): number {
  const nearest = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(text)));
  if (new Decimal(text).isInteger()) return nearest;
  return Number.isInteger(nearest) ? 0.5 : nearest;
}
