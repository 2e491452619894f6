import { ClojureMap, ClojureSet } from "./collections";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { isInteger, truncate } from "./numbers";
import { itemsOf, Seq, Vector } from "./sequences";
import { Char, type Value } from "./values";

/** The index that a value stands for; null if the value is not an integer. */
function indexOf(key: Value): number | null {
  return isInteger(key) ? Number(truncate(key)) : null;
}

/** The value of a key; undefined if the collection does not have it. A value that is neither a collection nor a string has no keys. */
export function find(collection: Value, key: Value): Value | undefined {
  if (collection instanceof ClojureMap || collection instanceof ClojureSet) return collection.get(key);
  const index = indexOf(key);
  return index === null || collection instanceof Seq ? undefined : findItem(collection, index);
}

/** (get collection key default). Never fails. */
export function get(collection: Value, key: Value, fallback: Value): Value {
  const found = find(collection, key);
  return found === undefined ? fallback : found;
}

/**
 * (contains? collection key): whether a map or set has the key, or a vector or string the index.
 *
 * @throws ClojureError "type" for a list, for a string if the key is not an integer, and for a value without keys
 */
export function contains(collection: Value, key: Value): boolean {
  if (collection === null) return false;
  if (collection instanceof ClojureMap || collection instanceof ClojureSet) return collection.has(key);
  const index = indexOf(key);
  if (collection instanceof Vector) return index !== null && index >= 0 && index < collection.items.length;
  if (typeof collection === "string" && index !== null) return index >= 0 && index < collection.length;
  const message =
    typeof collection === "string"
      ? `${describeValue(key)} is not an index of a string. Use str/includes? to search in a string.`
      : `${describeValue(collection)} is not a map, set or vector. Use some to search in a list.`;
  throw new ClojureError("type", message);
}

/** (nth collection index). @throws ClojureError "index" if there is no such item and no fallback. */
export function itemAt(collection: Value, key: Value, fallback?: Value): Value {
  const index = indexOf(key);
  if (index === null) throw new ClojureError("type", `${describeValue(key)} is not an index.`);
  if (collection === null) return fallback ?? null;
  if (!isIndexed(collection))
    throw new ClojureError("type", `${describeValue(collection)} is not a vector, list or string.`);
  const found = findItem(collection, index);
  if (found !== undefined) return found;
  if (fallback !== undefined) return fallback;
  throw new ClojureError("index", `${describeValue(collection)} has no item ${index}.`);
}

function isIndexed(collection: Value): boolean {
  return collection instanceof Vector || collection instanceof Seq || typeof collection === "string";
}

/** The item at an index of a vector, string or list; undefined if there is none. */
function findItem(collection: Value, index: number): Value | undefined {
  if (collection instanceof Vector) return collection.items[index];
  if (typeof collection === "string")
    return index >= 0 && index < collection.length ? new Char(collection.charAt(index)) : undefined;
  if (!(collection instanceof Seq)) return undefined;
  let place = 0;
  for (const item of itemsOf(collection)) {
    if (place === index) return item;
    place += 1;
  }
  return undefined;
}
