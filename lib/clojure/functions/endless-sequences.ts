import { call } from "../call";
import { add, asNumber, compareNumbers, signOf } from "../numbers";
import { chunkSize, emptyList, lazySeq, Seq, seqOf } from "../sequences";
import { type Fn, fixed, type NumberValue, type Value, variadic } from "../values";
import { requireInteger } from "./arguments";

function range(args: readonly Value[]): Value {
  const numbers = args.map(asNumber);
  const [start, end] = numbers.length === 1 ? [0n, numbers[0]] : [numbers[0] ?? 0n, numbers[1]];
  const distance = numbers[2] ?? 1n;
  const direction = signOf(distance);
  const isBefore = (value: NumberValue) =>
    end === undefined || compareNumbers(value, end) * direction < 0 || direction === 0;
  return Seq.lazy(function* () {
    let next: NumberValue = start;
    while (isBefore(next)) {
      const items: Value[] = [];
      for (; items.length < chunkSize && isBefore(next); next = add(next, distance)) items.push(next);
      yield items;
    }
  });
}

function repeat(args: readonly Value[]): Value {
  const count = args.length === 1 ? Number.POSITIVE_INFINITY : requireInteger(args[0] ?? null);
  return lazySeq(function* () {
    for (let index = 0; index < count; index += 1) yield args.at(-1) ?? null;
  });
}

function iterate(fn: Value, start: Value): Value {
  return lazySeq(function* () {
    for (let value = start; ; value = call(fn, [value])) yield value;
  });
}

function cycle(collection: Value): Value {
  if (seqOf(collection).isEmpty()) return emptyList;
  return Seq.lazy(function* () {
    while (true) yield* seqOf(collection).chunks();
  });
}

/** Functions that may return infinite sequences. Only the items that are needed are made, and each item costs a step. */
export const endlessFunctions: readonly Fn[] = [
  variadic("range", 0, range, 3),
  variadic("repeat", 1, repeat, 2),
  fixed("iterate", 2, iterate),
  fixed("cycle", 1, cycle),
];
