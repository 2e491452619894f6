/**
 * Turns many single calls into few calls with many items: what arrives while a flush is under way goes into the
 * next one. Nothing ever waits for a batch to fill, so an idle system answers at once and a busy one gets the
 * throughput of large statements (one commit for hundreds of rows).
 *
 * @param flush gets up to `max` items and answers with one result for each, in order, or throws and has then done
 *   nothing: every caller of that flush gets the error.
 * @param limits `max` items a flush; `atOnce` flushes at the same time (one more than one overlaps the commit
 *   of a batch with the reading of the next); `apart` says of an error that it may be one item's own: then each
 *   item is flushed alone, so that only the callers whose item it is get it.
 */
export function combine<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  limits: { max: number; atOnce: number; apart?: (error: unknown) => boolean },
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waiting: Waiting[] = [];
  let running = 0;

  async function settle(batch: Waiting[]): Promise<void> {
    try {
      const results = await flush(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (batch.length > 1 && limits.apart?.(error)) {
        for (const one of batch) await settle([one]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  function next() {
    if (running >= limits.atOnce || waiting.length === 0) return;
    const batch = waiting.slice(0, limits.max);
    waiting = waiting.slice(limits.max);
    running += 1;
    settle(batch).finally(() => {
      running -= 1;
      next();
    });
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // All that is asked for in this turn of the event loop belongs together.
      setImmediate(next);
    });
}
