/**
 * Turns many single calls into few calls with many items: items that arrive during a flush go into the next one.
 * Nothing waits for a batch to fill, so an idle system answers at once and a busy one gets the throughput of large
 * statements (one commit for hundreds of rows).
 *
 * @param flush gets up to `max` items and returns one result for each, in order. When it throws it must have done
 *   nothing: every caller of that flush gets the error.
 * @param limits `max` items per flush; `concurrency`: flushes at the same time (more than one overlaps the commit
 *   of a batch with the reading of the next); `isolateOnError` returns true for an error that a single item may have
 *   caused: each item is then flushed alone, and only the caller of the failing item gets the error.
 */
export function batch<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  limits: { max: number; concurrency: number; isolateOnError?: (error: unknown) => boolean },
): (item: Item) => Promise<Result> {
  type Call = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waiting: Call[] = [];
  let running = 0;

  async function settle(calls: Call[]): Promise<void> {
    try {
      const results = await flush(calls.map(({ item }) => item));
      for (const [index, { resolve }] of calls.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (calls.length > 1 && limits.isolateOnError?.(error)) {
        for (const call of calls) await settle([call]);
      } else {
        for (const { reject } of calls) reject(error);
      }
    }
  }

  function flushNext() {
    if (running >= limits.concurrency || waiting.length === 0) return;
    const calls = waiting.slice(0, limits.max);
    waiting = waiting.slice(limits.max);
    running += 1;
    settle(calls).finally(() => {
      running -= 1;
      flushNext();
    });
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // Calls of the same turn of the event loop share a flush.
      setImmediate(flushNext);
    });
}
