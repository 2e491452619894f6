/**
 * Combines many calls with one item each into a few calls with many items: items that arrive during a flush go into the next flush.
 * No item waits for a batch to fill, so an idle system answers at once, and a busy one gets the throughput of large
 * statements (one commit for hundreds of rows).
 *
 * @param flush gets up to `max` items and returns one result for each, in order. If it throws, it must have changed
 *   nothing: every caller of that flush gets the error.
 * @param limits `max`: items per flush; `concurrency`: flushes at the same time (with more than one, the next batch is
 *   prepared while the previous one commits); `isolateOnError` returns true for an error that a single item may have
 *   caused: each item is then flushed alone, and only the caller of the failing item gets the error.
 */
export function batch<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  limits: BatchLimits,
): (item: Item) => Promise<Result> {
  const add = batchWithCallbacks(flush, limits);
  return (item) => new Promise((resolve, reject) => add(item, resolve, reject));
}

export interface BatchLimits {
  max: number;
  concurrency: number;
  isolateOnError?: (error: unknown) => boolean;
}

/**
 * Like `batch`, but with callbacks, which must not throw. With thousands of calls per second, creating a promise for each call would
 * be a large part of the cost.
 */
export function batchWithCallbacks<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  limits: BatchLimits,
): (item: Item, resolve: (result: Result) => void, reject: (error: unknown) => void) => void {
  type Call = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waitingCalls: Call[] = [];
  let runningCount = 0;
  let isScheduled = false;

  async function settle(calls: Call[]): Promise<void> {
    let results: Result[];
    try {
      results = await flush(calls.map(({ item }) => item));
    } catch (error) {
      if (calls.length > 1 && limits.isolateOnError?.(error)) {
        for (const call of calls) await settle([call]);
      } else {
        for (const { reject } of calls) reject(error);
      }
      return;
    }
    for (const [index, { resolve }] of calls.entries()) resolve(results[index] as Result);
  }

  function flushNext() {
    isScheduled = false;
    if (runningCount >= limits.concurrency || waitingCalls.length === 0) return;
    const calls = waitingCalls.slice(0, limits.max);
    waitingCalls = waitingCalls.slice(limits.max);
    runningCount += 1;
    settle(calls).finally(() => {
      runningCount -= 1;
      flushNext();
    });
    if (waitingCalls.length > 0) flushNext();
  }

  return (item, resolve, reject) => {
    waitingCalls.push({ item, resolve, reject });
    if (isScheduled) return;
    // Calls of the same turn of the event loop share a flush.
    isScheduled = true;
    setImmediate(flushNext);
  };
}
