import { step, stepForItems } from "./evaluation";
import { keyOf } from "./keys";
import type { KeyMaker, Value } from "./values";

export type Entry = readonly [key: Value, value: Value];

/** A map that never changes. Its entries keep the order in which they were added, as in small maps of the JVM. */
export class ClojureMap {
  readonly typeName = "map";

  /** @param entryByKey the entries by keyOf(key): a Map and not an object, so that no key of the data has a special meaning */
  private constructor(private readonly entryByKey: ReadonlyMap<string, Entry>) {}

  static of(entries: Iterable<Entry>): ClojureMap {
    return new ClojureMap(new Map()).withEntries(entries);
  }

  get size(): number {
    return this.entryByKey.size;
  }

  makeKey(makeKey: KeyMaker): string {
    step(this.size);
    const entryKeys = [...this.entryByKey].map(([id, [, value]]) => `${id} ${makeKey(value)} `);
    return `{${entryKeys.sort().join("")}}`;
  }

  /** The value of a key; undefined if there is none. */
  get(key: Value): Value | undefined {
    return this.entryByKey.get(keyOf(key))?.[1];
  }

  findEntry(key: Value): Entry | undefined {
    return this.entryByKey.get(keyOf(key));
  }

  has(key: Value): boolean {
    return this.entryByKey.has(keyOf(key));
  }

  /** Returns a map with these entries added. A later value of a key replaces an earlier value; the earlier key is kept. */
  withEntries(entries: Iterable<Entry>): ClojureMap {
    stepForItems(this.size * 4);
    const copy = new Map(this.entryByKey);
    for (const [key, value] of entries) {
      step();
      const id = keyOf(key);
      copy.set(id, [copy.get(id)?.[0] ?? key, value]);
    }
    return new ClojureMap(copy);
  }

  without(keys: readonly Value[]): ClojureMap {
    stepForItems(this.size * 4);
    const copy = new Map(this.entryByKey);
    for (const key of keys) {
      step();
      copy.delete(keyOf(key));
    }
    return new ClojureMap(copy);
  }

  entries(): Iterable<Entry> {
    return this.entryByKey.values();
  }
}

/** A set that never changes, in the order in which its items were added. */
export class ClojureSet {
  readonly typeName = "set";

  private constructor(private readonly itemByKey: ReadonlyMap<string, Value>) {}

  static of(items: Iterable<Value>): ClojureSet {
    return new ClojureSet(new Map()).withItems(items);
  }

  get size(): number {
    return this.itemByKey.size;
  }

  makeKey(): string {
    step(this.size);
    return `#{${[...this.itemByKey.keys()].sort().join(" ")}}`;
  }

  /** The item of the set that equals the value; undefined if there is none. */
  get(value: Value): Value | undefined {
    return this.itemByKey.get(keyOf(value));
  }

  has(value: Value): boolean {
    return this.itemByKey.has(keyOf(value));
  }

  withItems(items: Iterable<Value>): ClojureSet {
    stepForItems(this.size * 4);
    const copy = new Map(this.itemByKey);
    for (const item of items) {
      step();
      const id = keyOf(item);
      if (!copy.has(id)) copy.set(id, item);
    }
    return new ClojureSet(copy);
  }

  without(items: readonly Value[]): ClojureSet {
    stepForItems(this.size * 4);
    const copy = new Map(this.itemByKey);
    for (const item of items) {
      step();
      copy.delete(keyOf(item));
    }
    return new ClojureSet(copy);
  }

  items(): Iterable<Value> {
    return this.itemByKey.values();
  }
}

/** The entries of items that are keys and values in turn. A last key without a value is left out. */
export function* entriesOf(items: readonly Value[]): Generator<Entry, void> {
  for (let index = 0; index + 1 < items.length; index += 2)
    yield [items[index] ?? null, items[index + 1] ?? null];
}
