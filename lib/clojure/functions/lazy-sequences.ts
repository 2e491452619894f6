import { call } from "../call";
import { step } from "../evaluation";
import { keyOf } from "../keys";
import { arrayOf, itemsOf, lazySeq, mapChunks, Seq, seqOf, Vector } from "../sequences";
import { type Fn, fixed, isTruthy, type Value, variadic } from "../values";
import { requireInteger } from "./arguments";

/** The items at the same index of several collections, until the shortest one ends. */
function* zip(collections: readonly Value[]): Generator<Value[], void> {
  const iterators = collections.map((collection) => seqOf(collection)).map(itemsOf);
  while (iterators.length > 0) {
    const items: Value[] = [];
    for (const iterator of iterators) {
      const { done, value } = iterator.next();
      if (done) return;
      items.push(value);
    }
    yield items;
  }
}

function map([fn = null, ...collections]: readonly Value[]): Value {
  const [only = null] = collections;
  if (collections.length === 1) return mapChunks(only, (items) => items.map((item) => call(fn, [item])));
  return lazySeq(function* () {
    for (const items of zip(collections)) yield call(fn, items);
  });
}

function mapcat(args: readonly Value[]): Value {
  return Seq.lazy(function* () {
    for (const items of itemsOf(map(args))) yield* seqOf(items).chunks();
  });
}

function filter(fn: Value, collection: Value, keeps: (result: Value) => boolean): Value {
  return mapChunks(collection, (items) => items.filter((item) => keeps(call(fn, [item]))));
}

function withoutNil(collection: Value): Value {
  return mapChunks(collection, (items) => items.filter((item) => item !== null));
}

/** (map-indexed f items): the function also gets the index of each item. */
function mapIndexed(fn: Value, collection: Value): Value {
  let index = 0n;
  return mapChunks(collection, (items) => items.map((item) => call(fn, [index++, item])));
}

function concat(collections: readonly Value[]): Value {
  return Seq.lazy(function* () {
    for (const collection of collections) {
      step();
      yield* seqOf(collection).chunks();
    }
  });
}

function take(countValue: Value, collection: Value): Value {
  const count = requireInteger(countValue);
  return lazySeq(function* () {
    let left = count;
    if (left <= 0) return;
    for (const item of itemsOf(collection)) {
      yield item;
      left -= 1;
      if (left === 0) return;
    }
  });
}

function takeWhile(fn: Value, collection: Value): Value {
  return lazySeq(function* () {
    for (const item of itemsOf(collection)) {
      if (!isTruthy(call(fn, [item]))) return;
      yield item;
    }
  });
}

/** Leaves out the items before the first one for which `ends` is true. */
function dropUntil(collection: Value, ends: (item: Value, index: number) => boolean): Value {
  return Seq.lazy(function* () {
    let rest = seqOf(collection);
    for (let index = 0; !rest.isEmpty() && !ends(rest.first(), index); index += 1) {
      step();
      rest = rest.rest();
    }
    yield* rest.chunks();
  });
}

function drop(countValue: Value, collection: Value): Value {
  const count = requireInteger(countValue);
  return dropUntil(collection, (_, index) => index >= count);
}

/** The steps that each part of a partition costs in addition to its items, so that a size or distance of 0 soon uses up the steps. */
const stepsPerPart = 8;

/** Sequences of `size` items, each starting `distance` items after the previous one. */
function partition(args: readonly Value[], keepsIncomplete: boolean): Value {
  const size = requireInteger(args[0] ?? null);
  const distance = args.length > 2 ? requireInteger(args[1] ?? null) : size;
  const padding = args.length === 4 ? arrayOf(args[2] ?? null) : null;
  return lazySeq(function* () {
    let rest = seqOf(args.at(-1) ?? null);
    while (!rest.isEmpty()) {
      step(stepsPerPart);
      const items = arrayOf(take(BigInt(size), rest));
      const missing = Math.max(0, size - items.length);
      const padded = padding === null ? items : items.concat(padding.slice(0, missing));
      if (items.length === size || keepsIncomplete || padding !== null) yield Seq.of(padded, "view");
      if (items.length < size && !keepsIncomplete) return;
      rest = seqOf(drop(BigInt(distance), rest));
    }
  });
}

/** Sequences of neighboring items with the same result of a function. */
function partitionBy(fn: Value, collection: Value): Value {
  return lazySeq(function* () {
    let items: Value[] = [];
    let current = "";
    for (const item of itemsOf(collection)) {
      const key = keyOf(call(fn, [item]));
      if (items.length > 0 && key !== current) {
        yield Seq.of(items, "view");
        items = [];
      }
      current = key;
      items.push(item);
    }
    if (items.length > 0) yield Seq.of(items, "view");
  });
}

function interpose(separator: Value, collection: Value): Value {
  return lazySeq(function* () {
    let isFirst = true;
    for (const item of itemsOf(collection)) {
      if (!isFirst) yield separator;
      isFirst = false;
      yield item;
    }
  });
}

/** Leaves out each item that equals the one before it. */
function dedupe(collection: Value): Value {
  return lazySeq(function* () {
    let previous: string | null = null;
    for (const item of itemsOf(collection)) {
      const key = keyOf(item);
      if (key !== previous) yield item;
      previous = key;
    }
  });
}

function distinct(collection: Value): Value {
  return lazySeq(function* () {
    const seen = new Set<string>();
    for (const item of itemsOf(collection)) {
      const key = keyOf(item);
      if (seen.has(key)) continue;
      seen.add(key);
      yield item;
    }
  });
}

/** The intermediate results of a reduction, and its final result. */
function reductions(args: readonly Value[]): Value {
  const [fn = null, start = null] = args;
  return lazySeq(function* () {
    const items = itemsOf(args.at(-1) ?? null);
    const first = args.length === 3 ? { done: false, value: start } : items.next();
    let result = first.done ? call(fn, []) : (first.value ?? null);
    yield result;
    for (const item of items) {
      result = call(fn, [result, item]);
      yield result;
    }
  });
}

function takeNth(distanceValue: Value, collection: Value): Value {
  const distance = Math.max(1, requireInteger(distanceValue));
  return lazySeq(function* () {
    let index = 0;
    for (const item of itemsOf(collection)) {
      if (index % distance === 0) yield item;
      index += 1;
    }
  });
}

/** Functions that return lazy sequences, and `mapv`. */
export const lazyFunctions: readonly Fn[] = [
  variadic("map", 2, map),
  variadic("mapcat", 2, mapcat),
  fixed("filter", 2, (fn, collection) => filter(fn, collection, isTruthy)),
  fixed("remove", 2, (fn, collection) => filter(fn, collection, (result) => !isTruthy(result))),
  fixed("keep", 2, (fn, collection) => withoutNil(map([fn, collection]))),
  fixed("map-indexed", 2, mapIndexed),
  fixed("keep-indexed", 2, (fn, collection) => withoutNil(mapIndexed(fn, collection))),
  variadic("mapv", 2, (args) => new Vector(arrayOf(map(args)))),
  variadic("concat", 0, concat),
  fixed("take", 2, take),
  fixed("take-while", 2, takeWhile),
  fixed("take-nth", 2, takeNth),
  fixed("drop", 2, drop),
  fixed("drop-while", 2, (fn, collection) => dropUntil(collection, (item) => !isTruthy(call(fn, [item])))),
  variadic("partition", 2, (args) => partition(args, false), 4),
  variadic("partition-all", 2, (args) => partition(args, true), 3),
  fixed("partition-by", 2, partitionBy),
  variadic("interleave", 0, (collections) => Seq.lazy(() => zip(collections))),
  fixed("interpose", 2, interpose),
  fixed("dedupe", 1, dedupe),
  fixed("distinct", 1, distinct),
  variadic("reductions", 2, reductions, 3),
];
