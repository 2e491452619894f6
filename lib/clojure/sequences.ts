import { ClojureMap, ClojureSet } from "./collections";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { depthOfLazySequence, enter, leave, step, stepForCharacters } from "./evaluation";
import { keyOfItems } from "./keys";
import { Char, type KeyMaker, type Value } from "./values";

/** A vector that never changes. */
export class Vector {
  readonly typeName = "vector";

  constructor(readonly items: readonly Value[]) {}

  makeKey(makeKey: KeyMaker): string {
    return keyOfItems(this.items, makeKey);
  }
}

/** A key and a value of a map: a vector that `key`, `val`, `keys` and `vals` accept. */
export class MapEntry extends Vector {}

/**
 * How many items of a vector or range `map` and `filter` evaluate at once, as in the JVM: an error in one of them occurs when the first
 * one is read.
 */
export const chunkSize = 32;

/** Returns the next items of a sequence, or null at its end. */
type Producer = () => readonly Value[] | null;

/** The realized start of a sequence that is not empty. */
interface Cell {
  items: readonly Value[];
  /** The index in `items` of the sequence's first item. */
  index: number;
  rest: Seq;
  /** Whether the items were made at once, so that `map` and `filter` also evaluate them at once. */
  isChunk: boolean;
}

/** "list" is a list; "lazy" is the result of a lazy function such as `map`; "view" is any other sequence, such as that of `seq`. */
type SeqKind = "list" | "lazy" | "view";

/** A list or another sequence. The items of a lazy sequence are made when they are first needed, and are then kept. */
export class Seq {
  readonly typeName = "list";

  private constructor(
    readonly kind: SeqKind,
    private cell: Cell | null,
    private producer: Producer | null = null,
  ) {}

  /** A sequence with these items. */
  static of(items: readonly Value[], kind: SeqKind = "list", isChunk = false): Seq {
    return new Seq(kind, items.length === 0 ? null : { items, index: 0, rest: emptyList, isChunk });
  }

  static cons(first: Value, rest: Seq): Seq {
    const kind = rest.kind === "list" ? "list" : "view";
    return new Seq(kind, { items: [first], index: 0, rest, isChunk: false });
  }

  /** A lazy sequence whose items are made by a generator, in chunks. */
  static lazy(makeChunks: () => Generator<readonly Value[], void>): Seq {
    const chunks = makeChunks();
    const producer = () => {
      const { done, value } = chunks.next();
      return done ? null : value;
    };
    return new Seq("lazy", null, producer);
  }

  private realize(): Cell | null {
    const { producer } = this;
    if (producer === null) return this.cell;
    enter(depthOfLazySequence);
    let items = producer();
    while (items?.length === 0) items = producer();
    leave(depthOfLazySequence);
    this.cell = items && { items, index: 0, rest: new Seq("lazy", null, producer), isChunk: true };
    this.producer = null;
    return this.cell;
  }

  makeKey(makeKey: KeyMaker): string {
    return keyOfItems(itemsOf(this), makeKey);
  }

  isEmpty(): boolean {
    return this.realize() === null;
  }

  /** The first item; nil if there is none. */
  first(): Value {
    const cell = this.realize();
    return cell?.items[cell.index] ?? null;
  }

  /** The items after the first one, as a sequence that may be empty. */
  rest(): Seq {
    const cell = this.realize();
    if (cell === null) return emptyList;
    const index = cell.index + 1;
    return index < cell.items.length ? new Seq(this.kind, { ...cell, index }) : cell.rest;
  }

  /** The items, in the chunks in which they were made; the items of a list come one by one. */
  *chunks(): Generator<readonly Value[], void> {
    for (let cell = this.realize(); cell !== null; cell = cell.rest.realize()) {
      for (let index = cell.index; index < cell.items.length; ) {
        const size = cell.isChunk ? chunkSize - (index % chunkSize) : 1;
        const items = cell.items.slice(index, index + size);
        step(items.length);
        yield items;
        index += size;
      }
    }
  }
}

export const emptyList = Seq.of([]);

/** Whether `seq`, `map` and the like accept a value: a collection, a string or nil. */
export function isSeqable(value: Value): boolean {
  return (
    value === null ||
    typeof value === "string" ||
    value instanceof Seq ||
    value instanceof Vector ||
    value instanceof ClojureMap ||
    value instanceof ClojureSet
  );
}

/** Returns a value as a sequence, which is empty for nil. @throws ClojureError "type" if the value is not a collection or string. */
export function seqOf(value: Value): Seq {
  if (value instanceof Seq) return value;
  if (value === null) return emptyList;
  if (value instanceof Vector) return Seq.of(value.items, "view", true);
  if (typeof value === "string") {
    stepForCharacters(value.length * 16);
    return Seq.of(
      Array.from({ length: value.length }, (_, index) => new Char(value.charAt(index))),
      "view",
    );
  }
  if (value instanceof ClojureMap) {
    step(value.size);
    return Seq.of(
      [...value.entries()].map((entry) => new MapEntry(entry)),
      "view",
    );
  }
  if (value instanceof ClojureSet) {
    step(value.size);
    return Seq.of([...value.items()], "view");
  }
  throw new ClojureError("type", `${describeValue(value)} is not a collection.`);
}

/** The items of a collection. Each item costs a step. */
export function* itemsOf(value: Value): Generator<Value, void> {
  for (const chunk of seqOf(value).chunks()) yield* chunk;
}

/** All items of a collection. */
export function arrayOf(value: Value): Value[] {
  return [...itemsOf(value)];
}

/** A lazy sequence whose items are made by a generator, one by one. */
export function lazySeq(makeItems: () => Generator<Value, void>): Seq {
  return Seq.lazy(function* () {
    for (const item of makeItems()) yield [item];
  });
}

/** A lazy sequence of chunks, each made from a chunk of `source`. */
export function mapChunks(source: Value, convert: (items: readonly Value[]) => readonly Value[]): Seq {
  return Seq.lazy(function* () {
    for (const chunk of seqOf(source).chunks()) yield convert(chunk);
  });
}
