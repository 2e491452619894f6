import { expect, test, vi } from "vitest";
import { createLookupQueue } from "./lookup-queue";

/** Creates a queue whose lookups end when the test calls `answer`. `responds` says whether a name server responds for a name. */
function startQueue(responds: (hostname: string) => boolean) {
  const pendingLookups = new Map<string, (addresses: string[]) => void>();
  const lookups: string[] = [];
  const queueLookup = createLookupQueue({
    lookup: (hostname) => {
      lookups.push(hostname);
      return new Promise((done) => pendingLookups.set(hostname, done));
    },
    responds: async (hostname) => responds(hostname),
    maxMs: 10_000,
  });
  const resolve = (hostname: string) => {
    const result = queueLookup(hostname);
    // A lookup that the test never answers rejects after the test. That must not count as an unhandled rejection.
    result.catch(() => {});
    return result;
  };
  const answer = (hostname: string, address = "192.0.2.1") => pendingLookups.get(hostname)?.([address]);
  return { resolve, lookups, answer };
}
const waitForNextTurn = () => new Promise((done) => setImmediate(done));
const makeSilentNames = (count: number) =>
  Array.from({ length: count }, (_, index) => `silent${index}.example`);

test("twelve names whose name server is silent occupy one thread, and other names are still looked up", async () => {
  const { resolve, lookups, answer } = startQueue((name) => !name.startsWith("silent"));
  for (const name of makeSilentNames(12)) resolve(name);
  const good = resolve("good.example");
  await waitForNextTurn();
  expect(lookups).toEqual(["silent0.example", "good.example"]);
  answer("good.example", "192.0.2.7");
  expect(await good).toEqual(["192.0.2.7"]);
});

test("a name for which no name server responds is still looked up, as soon as the lookup before it ends", async () => {
  const { resolve, lookups, answer } = startQueue(() => false);
  resolve("silent0.example");
  const core = resolve("core.bank.example");
  await waitForNextTurn();
  expect(lookups).toEqual(["silent0.example"]);
  answer("silent0.example");
  await waitForNextTurn();
  expect(lookups).toEqual(["silent0.example", "core.bank.example"]);
  answer("core.bank.example");
  expect(await core).toEqual(["192.0.2.1"]);
});

test("concurrent callers of one name share a lookup; a later caller starts a new lookup", async () => {
  const { resolve, lookups, answer } = startQueue(() => true);
  const both = [resolve("a.example"), resolve("a.example")];
  await waitForNextTurn();
  answer("a.example");
  expect(await Promise.all(both)).toEqual([["192.0.2.1"], ["192.0.2.1"]]);
  resolve("a.example");
  expect(lookups).toEqual(["a.example", "a.example"]);
});

test("no caller waits longer than the limit, and a caller that timed out leaves the queue", async () => {
  vi.useFakeTimers();
  const { resolve, lookups, answer } = startQueue(() => false);
  const waiting = makeSilentNames(3).map((name) => resolve(name).catch((error) => error.code));
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(await Promise.all(waiting)).toEqual(["ETIMEOUT", "ETIMEOUT", "ETIMEOUT"]);
  answer("silent0.example");
  await waitForNextTurn();
  expect(lookups).toEqual(["silent0.example"]);
});

test("after a lookup that fails, the next name in the queue is looked up", async () => {
  const { resolve, lookups } = (() => {
    const lookups: string[] = [];
    const lookup = async (hostname: string): Promise<string[]> => {
      lookups.push(hostname);
      throw Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    };
    return { lookups, resolve: createLookupQueue({ lookup, responds: async () => false, maxMs: 10_000 }) };
  })();
  const codes = await Promise.all(
    makeSilentNames(3).map((name) => resolve(name).catch((error) => error.code)),
  );
  expect(codes).toEqual(["ENOTFOUND", "ENOTFOUND", "ENOTFOUND"]);
  expect(lookups).toEqual(makeSilentNames(3));
});
