import { call } from "../call";
import { ClojureMap, ClojureSet } from "../collections";
import { conj } from "../conj";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { enter, leave, step, stepForItems } from "../evaluation";
import { itemAt } from "../lookup";
import { compareValues, makeComparator } from "../ordering";
import { arrayOf, emptyList, itemsOf, Seq, seqOf, Vector } from "../sequences";
import { type Fn, fixed, isTruthy, type Value, variadic } from "../values";
import { requireInteger } from "./arguments";

function count(collection: Value): bigint {
  if (collection === null) return 0n;
  if (typeof collection === "string") return BigInt(collection.length);
  if (collection instanceof Vector) return BigInt(collection.items.length);
  if (collection instanceof ClojureMap || collection instanceof ClojureSet) return BigInt(collection.size);
  if (!(collection instanceof Seq))
    throw new ClojureError("type", `${describeValue(collection)} cannot be counted.`);
  let size = 0n;
  for (const chunk of collection.chunks()) size += BigInt(chunk.length);
  return size;
}

/** Returns a sequence, or nil if it is empty. */
function orNil(items: Seq): Value {
  return items.isEmpty() ? null : items;
}

/** The items of a collection as a sequence, or nil if there are none. A lazy sequence becomes one that `str` can print. */
function toSeq(collection: Value): Value {
  const items = seqOf(collection);
  if (items.kind !== "lazy" || items.isEmpty()) return orNil(items);
  return Seq.cons(items.first(), items.rest());
}

function last(collection: Value): Value {
  let found: Value = null;
  for (const item of itemsOf(collection)) found = item;
  return found;
}

function listOrNil(items: readonly Value[]): Value {
  return orNil(Seq.of(items, "view"));
}

/** (sort comparison items), and (sort-by key comparison items). */
function sortItems(collection: Value, keyOf: (item: Value) => Value, comparison: Value): Value {
  const order = comparison === null ? compareValues : makeComparator(comparison);
  const sorted = arrayOf(collection).sort((a, b) => {
    step();
    return order(keyOf(a), keyOf(b));
  });
  return Seq.of(sorted, "view");
}

function sort(args: readonly Value[]): Value {
  return sortItems(args.at(-1) ?? null, (item) => item, args.length === 2 ? (args[0] ?? null) : null);
}

function sortBy(args: readonly Value[]): Value {
  const [fn = null, comparison = null] = args;
  return sortItems(args.at(-1) ?? null, (item) => call(fn, [item]), args.length === 3 ? comparison : null);
}

function flatten(collection: Value): Value {
  const flat: Value[] = [];
  const add = (value: Value) => {
    if (!(value instanceof Vector || value instanceof Seq)) flat.push(value);
    else {
      enter();
      for (const item of itemsOf(value)) add(item);
      leave();
    }
  };
  if (collection instanceof Vector || collection instanceof Seq) add(collection);
  return Seq.of(flat, "view");
}

/** The last item of a vector, or the first one of a list. */
function peek(collection: Value): Value {
  if (collection instanceof Vector) return collection.items.at(-1) ?? null;
  return requireList(collection).first();
}

function pop(collection: Value): Value {
  const isEmpty =
    collection instanceof Vector ? collection.items.length === 0 : requireList(collection).isEmpty();
  if (isEmpty && collection !== null)
    throw new ClojureError("index", "An empty collection has no item to remove.");
  if (!(collection instanceof Vector)) return collection === null ? null : requireList(collection).rest();
  stepForItems(collection.items.length);
  return new Vector(collection.items.slice(0, -1));
}

function requireList(collection: Value): Seq {
  if (collection === null || collection instanceof Seq) return seqOf(collection);
  throw new ClojureError("type", `${describeValue(collection)} is not a vector or list.`);
}

function subvector([vector = null, from = null, to]: readonly Value[]): Value {
  if (!(vector instanceof Vector))
    throw new ClojureError("type", `${describeValue(vector)} is not a vector.`);
  const size = vector.items.length;
  const [start, end] = [requireInteger(from), to === undefined ? size : requireInteger(to)];
  if (start < 0 || end < start || end > size)
    throw new ClojureError(
      "index",
      `The vector has ${size} items, so it has no part from ${start} to ${end}.`,
    );
  stepForItems(end - start);
  return new Vector(vector.items.slice(start, end));
}

/** An empty collection of the same kind; nil for other values. */
function makeEmpty(collection: Value): Value {
  if (collection instanceof Vector) return new Vector([]);
  if (collection instanceof ClojureMap) return ClojureMap.of([]);
  if (collection instanceof ClojureSet) return ClojureSet.of([]);
  return collection instanceof Seq ? emptyList : null;
}

function takeLast(count: Value, items: Value): Value {
  const size = Math.max(0, requireInteger(count));
  const all = arrayOf(items);
  return listOrNil(all.slice(Math.max(0, all.length - size)));
}

function dropLast(args: readonly Value[]): Value {
  const size = args.length === 1 ? 1 : Math.max(0, requireInteger(args[0] ?? null));
  const all = arrayOf(args.at(-1) ?? null);
  return Seq.of(all.slice(0, Math.max(0, all.length - size)), "view");
}

/** Functions that read or make sequences and vectors. */
export const sequenceFunctions: readonly Fn[] = [
  fixed("count", 1, count),
  fixed("empty?", 1, (collection) => seqOf(collection).isEmpty()),
  fixed("not-empty", 1, (collection) => (seqOf(collection).isEmpty() ? null : collection)),
  fixed("empty", 1, makeEmpty),
  fixed("seq", 1, toSeq),
  fixed("doall", 1, (collection) => {
    count(collection);
    return collection;
  }),
  fixed("first", 1, (collection) => seqOf(collection).first()),
  fixed("second", 1, (collection) => seqOf(collection).rest().first()),
  fixed("ffirst", 1, (collection) => seqOf(seqOf(collection).first()).first()),
  fixed("rest", 1, (collection) => seqOf(collection).rest()),
  fixed("next", 1, (collection) => toSeq(seqOf(collection).rest())),
  fixed("last", 1, last),
  fixed("butlast", 1, (collection) => listOrNil(arrayOf(collection).slice(0, -1))),
  fixed("take-last", 2, takeLast),
  variadic("drop-last", 1, dropLast, 2),
  variadic("nth", 2, ([collection = null, index = null, fallback]) => itemAt(collection, index, fallback), 3),
  fixed("cons", 2, (item, collection) => Seq.cons(item, seqOf(collection))),
  variadic("conj", 1, ([collection = null, ...items]) => conj(collection, items)),
  fixed("into", 2, (target, items) => conj(target, arrayOf(items))),
  fixed("peek", 1, peek),
  fixed("pop", 1, pop),
  variadic("subvec", 2, subvector, 3),
  variadic("list", 0, (items) => Seq.of(items)),
  variadic("vector", 0, (items) => new Vector(items)),
  fixed("vec", 1, (items) => new Vector(arrayOf(items))),
  fixed("filterv", 2, (fn, items) => new Vector(arrayOf(items).filter((item) => isTruthy(call(fn, [item]))))),
  fixed("reverse", 1, (items) => Seq.of(arrayOf(items).reverse())),
  variadic("sort", 1, sort, 2),
  variadic("sort-by", 2, sortBy, 3),
  fixed("flatten", 1, flatten),
];
