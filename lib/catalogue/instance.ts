import { Decimal } from "decimal.js";
import { JsonNumber } from "../json/json-number";

/**
 * The validator knows JavaScript's values only. So it sees data in which a number stands in for each JsonNumber: whole where
 * it is whole, and finite. Whatever depends on the digits asks for the value that came, by its place.
 */
let originals = new WeakMap<object, object>();
let root: unknown;

interface Place {
  parentData: unknown;
  parentDataProperty: string | number;
  rootData: unknown;
}

/** `data` for the validator; itself, where it has no JsonNumber. */
export function toInstance(data: unknown): unknown {
  originals = new WeakMap();
  root = data;
  return hasExactNumber(data) ? copied(data) : data;
}

/** The value that came, of what the validator sees at a place. */
export function exactValueAt<T>(
  seen: T,
  { parentData, parentDataProperty, rootData }: Place,
): T | JsonNumber {
  if (seen !== null && typeof seen === "object") return (originals.get(seen) ?? seen) as T;
  if (typeof seen !== "number") return seen;
  if (parentData === null || typeof parentData !== "object") return (rootData === seen ? root : seen) as T;
  const original = originals.get(parentData) as Record<string | number, T> | undefined;
  return original?.[parentDataProperty] ?? seen;
}

function hasExactNumber(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  if (value instanceof JsonNumber) return true;
  if (Array.isArray(value)) return value.some(hasExactNumber);
  for (const name in value) if (hasExactNumber((value as Record<string, unknown>)[name])) return true;
  return false;
}

function copied(value: unknown): unknown {
  if (value instanceof JsonNumber) return standIn(value);
  if (value === null || typeof value !== "object") return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    const seen = copied(inner);
    if (seen !== inner) changed = true;
    return [name, seen];
  });
  if (!changed) return value;
  const copy = Array.isArray(value) ? entries.map(([, seen]) => seen) : Object.fromEntries(entries);
  originals.set(copy, value);
  return copy;
}

function standIn({ text }: JsonNumber): number {
  const near = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(text)));
  if (new Decimal(text).isInteger()) return near;
  return Number.isInteger(near) ? 0.5 : near;
}
