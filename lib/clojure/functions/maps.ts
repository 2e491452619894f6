import { call } from "../call";
import { ClojureMap, ClojureSet, type Entry, entriesOf } from "../collections";
import { conj } from "../conj";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { enter, leave, stepForItems } from "../evaluation";
import { keyOf } from "../keys";
import { contains, find, get } from "../lookup";
import { arrayOf, itemsOf, MapEntry, Seq, Vector } from "../sequences";
import { type Fn, fixed, type Value, variadic } from "../values";

function getIn(collection: Value, path: Value, fallback: Value): Value {
  let found: Value | undefined = collection;
  for (const key of itemsOf(path)) {
    found = find(found, key);
    if (found === undefined) return fallback;
  }
  return found;
}

/**
 * The entries of a map, or of a sequence of entries. An empty list has no entries: systems that do not distinguish lists from maps send an
 * empty list for an empty map.
 *
 * @throws ClojureError "type" for other values
 */
function entriesOfMap(collection: Value): Entry[] {
  return arrayOf(collection).map((entry): Entry => {
    if (entry instanceof MapEntry) return [entry.items[0] ?? null, entry.items[1] ?? null];
    throw new ClojureError("type", `${describeValue(collection)} is not a map.`);
  });
}

/** The keys (index 0) or the values (index 1) of a map; nil if the map is empty. */
function listParts(collection: Value, index: 0 | 1): Value {
  const selected = entriesOfMap(collection).map((entry) => entry[index]);
  return selected.length === 0 ? null : Seq.of(selected, "view");
}

function defineEntryPart(name: string, index: 0 | 1): Fn {
  return fixed(name, 1, (entry) => {
    if (entry instanceof MapEntry) return entry.items[index] ?? null;
    throw new ClojureError("type", `${describeValue(entry)} is not an entry of a map.`);
  });
}

/** Sets a key of a map, or an item of a vector; the index after the last one appends. Nil becomes a map. */
function assoc(collection: Value, entries: Iterable<Entry>): Value {
  if (collection === null) return ClojureMap.of(entries);
  if (collection instanceof ClojureMap) return collection.withEntries(entries);
  if (!(collection instanceof Vector))
    throw new ClojureError("type", `${describeValue(collection)} is not a map or vector.`);
  stepForItems(collection.items.length);
  const items = [...collection.items];
  for (const [key, value] of entries) {
    const index = typeof key === "bigint" ? Number(key) : -1;
    if (index < 0 || index > items.length)
      throw new ClojureError("index", `The vector has no index ${describeValue(key)}.`);
    items[index] = value;
  }
  return new Vector(items);
}

function assocAll([collection = null, ...items]: readonly Value[]): Value {
  if (items.length % 2 === 1)
    throw new ClojureError("arity", `There is no value for the key ${describeValue(items.at(-1) ?? null)}.`);
  return assoc(collection, entriesOf(items));
}

/** Replaces the value at a path of keys by the result of a function; maps are added where the path has none. */
function updateAt(
  collection: Value,
  [key = null, ...path]: readonly Value[],
  change: (value: Value) => Value,
): Value {
  enter();
  stepForItems(path.length);
  const value = get(collection, key, null);
  const changed = path.length === 0 ? change(value) : updateAt(value, path, change);
  leave();
  return assoc(collection, [[key, changed]]);
}

function dissoc([collection = null, ...keys]: readonly Value[]): Value {
  if (collection === null || collection instanceof ClojureMap) return collection?.without(keys) ?? null;
  throw new ClojureError("type", `${describeValue(collection)} is not a map.`);
}

function disjoin([collection = null, ...items]: readonly Value[]): Value {
  if (collection === null || collection instanceof ClojureSet) return collection?.without(items) ?? null;
  throw new ClojureError("type", `${describeValue(collection)} is not a set.`);
}

function merge(maps: readonly Value[]): Value {
  if (maps.every((map) => map === null)) return null;
  const [first = null, ...others] = maps;
  return conj(first ?? ClojureMap.of([]), others);
}

/** Like `merge`, but a function combines the values of a key that several maps have. */
function mergeWith([fn = null, ...maps]: readonly Value[]): Value {
  if (maps.every((map) => map === null)) return null;
  return maps.reduce<Value>((merged, map) => {
    const entries = entriesOfMap(map).map(([key, value]): Entry => {
      const known = find(merged, key);
      return [key, known === undefined ? value : call(fn, [known, value])];
    });
    return assoc(merged, entries);
  }, ClojureMap.of([]));
}

function selectKeys(collection: Value, keys: Value): Value {
  if (!(collection === null || collection instanceof ClojureMap || collection instanceof Vector))
    throw new ClojureError("type", `${describeValue(collection)} is not a map.`);
  const entries: Entry[] = [];
  for (const key of itemsOf(keys)) {
    const value = find(collection, key);
    if (value !== undefined) entries.push([key, value]);
  }
  return ClojureMap.of(entries);
}

function hashMap(items: readonly Value[]): Value {
  return assocAll([null, ...items]);
}

function zipMap(keys: Value, values: Value): Value {
  const valueIterator = itemsOf(values);
  const entries: Entry[] = [];
  for (const key of itemsOf(keys)) {
    const { done, value } = valueIterator.next();
    if (done) break;
    entries.push([key, value]);
  }
  return ClojureMap.of(entries);
}

/** Groups items. The groups come in the order of their first items. */
function groupItems(collection: Value, groupOf: (item: Value) => Value): { group: Value; items: Value[] }[] {
  const groupByKey = new Map<string, { group: Value; items: Value[] }>();
  for (const item of itemsOf(collection)) {
    const group = groupOf(item);
    const key = keyOf(group);
    const known = groupByKey.get(key);
    if (known) known.items.push(item);
    else groupByKey.set(key, { group, items: [item] });
  }
  return [...groupByKey.values()];
}

function groupBy(fn: Value, collection: Value): Value {
  const groups = groupItems(collection, (item) => call(fn, [item]));
  return ClojureMap.of(groups.map(({ group, items }) => [group, new Vector(items)]));
}

function frequencies(collection: Value): Value {
  const groups = groupItems(collection, (item) => item);
  return ClojureMap.of(groups.map(({ group, items }) => [group, BigInt(items.length)]));
}

/** Functions of maps and sets. */
export const mapFunctions: readonly Fn[] = [
  fixed("get", [2, 3], get),
  fixed("get-in", [2, 3], getIn),
  fixed("contains?", 2, contains),
  fixed("keys", 1, (map) => listParts(map, 0)),
  fixed("vals", 1, (map) => listParts(map, 1)),
  defineEntryPart("key", 0),
  defineEntryPart("val", 1),
  variadic("assoc", 3, assocAll),
  fixed("assoc-in", 3, (map, path, value) => updateAt(map, arrayOf(path), () => value)),
  variadic("update", 3, ([map = null, key = null, fn = null, ...args]) =>
    updateAt(map, [key], (value) => call(fn, [value, ...args])),
  ),
  variadic("update-in", 3, ([map = null, path = null, fn = null, ...args]) =>
    updateAt(map, arrayOf(path), (value) => call(fn, [value, ...args])),
  ),
  fixed("update-vals", 2, (map, fn) =>
    ClojureMap.of(entriesOfMap(map).map(([key, value]) => [key, call(fn, [value])])),
  ),
  fixed("update-keys", 2, (map, fn) =>
    ClojureMap.of(entriesOfMap(map).map(([key, value]) => [call(fn, [key]), value])),
  ),
  variadic("dissoc", 1, dissoc),
  variadic("disj", 1, disjoin),
  variadic("merge", 0, merge),
  variadic("merge-with", 1, mergeWith),
  fixed("find", 2, (map, key) => {
    const value = find(map, key);
    return value === undefined ? null : new MapEntry([key, value]);
  }),
  fixed("select-keys", 2, selectKeys),
  variadic("hash-map", 0, hashMap),
  fixed("zipmap", 2, zipMap),
  fixed("group-by", 2, groupBy),
  fixed("frequencies", 1, frequencies),
  fixed("set", 1, (items) => ClojureSet.of(arrayOf(items))),
  variadic("hash-set", 0, (items) => ClojureSet.of(items)),
];
