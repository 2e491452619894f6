import { ClojureMap, ClojureSet, type Entry } from "./collections";
import { describeValue } from "./describe-value";
import { ClojureError } from "./errors";
import { stepForItems } from "./evaluation";
import { emptyList, Seq, Vector } from "./sequences";
import type { Value } from "./values";

/**
 * Adds items to a collection, as (conj collection item): at the end of a vector and at the start of a list. Nil becomes a list.
 *
 * @throws ClojureError "type" if the value is not a collection, or if an item cannot be an entry of a map
 */
export function conj(collection: Value, items: readonly Value[]): Value {
  if (collection instanceof Vector) {
    stepForItems(collection.items.length + items.length);
    return new Vector(collection.items.concat(items));
  }
  if (collection === null || collection instanceof Seq)
    return items.reduce<Seq>((rest, item) => Seq.cons(item, rest), collection ?? emptyList);
  if (collection instanceof ClojureSet) return collection.withItems(items);
  if (collection instanceof ClojureMap) return collection.withEntries(entriesOfItems(items));
  throw new ClojureError("type", `${describeValue(collection)} is not a collection.`);
}

/** The entries that items add to a map, one by one, so that each is paid for before the next one is made. */
function* entriesOfItems(items: readonly Value[]): Generator<Entry, void> {
  for (const item of items) yield* entriesOfItem(item);
}

/** The entries that an item adds to a map: itself if it is a vector of a key and a value, or those of another map. */
function entriesOfItem(item: Value): Iterable<Entry> {
  if (item === null) return [];
  if (item instanceof ClojureMap) return item.entries();
  if (item instanceof Vector && item.items.length === 2)
    return [[item.items[0] ?? null, item.items[1] ?? null]];
  throw new ClojureError(
    "type",
    `${describeValue(item)} is not an entry of a map. Use a vector of a key and a value.`,
  );
}
