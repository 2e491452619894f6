import { expect, test, vi } from "vitest";
import { createLookupQueue } from "./lookup-queue";

/** A resolver whose answers come when the test gives them. */
function startQueue(answering: (hostname: string) => boolean) {
  const open = new Map<string, (addresses: string[]) => void>();
  const lookups: string[] = [];
  const queue = createLookupQueue({
    lookup: (hostname) => {
      lookups.push(hostname);
      return new Promise((done) => open.set(hostname, done));
    },
    answers: async (hostname) => answering(hostname),
    maxMs: 10_000,
  });
  const resolve = (hostname: string) => {
    const looked = queue(hostname);
    // What a test leaves unanswered ends after it.
    looked.catch(() => {});
    return looked;
  };
  const answer = (hostname: string, address = "192.0.2.1") => open.get(hostname)?.([address]);
  return { resolve, lookups, answer };
}
const settled = () => new Promise((done) => setImmediate(done));
const names = (count: number) => Array.from({ length: count }, (_, index) => `silent${index}.example`);

test("twelve names of a silent name server occupy one thread, and every other name is looked up", async () => {
  const { resolve, lookups, answer } = startQueue((name) => !name.startsWith("silent"));
  for (const name of names(12)) resolve(name);
  const good = resolve("good.example");
  await settled();
  expect(lookups).toEqual(["silent0.example", "good.example"]);
  answer("good.example", "192.0.2.7");
  expect(await good).toEqual(["192.0.2.7"]);
});

test("a name that only a hosts file knows is looked up in its turn, also when no name server answers", async () => {
  const { resolve, lookups, answer } = startQueue(() => false);
  resolve("silent0.example");
  const core = resolve("core.bank.example");
  await settled();
  expect(lookups).toEqual(["silent0.example"]);
  answer("silent0.example");
  await settled();
  expect(lookups).toEqual(["silent0.example", "core.bank.example"]);
  answer("core.bank.example");
  expect(await core).toEqual(["192.0.2.1"]);
});

test("callers of one name share one look-up; afterwards it is looked up anew", async () => {
  const { resolve, lookups, answer } = startQueue(() => true);
  const both = [resolve("a.example"), resolve("a.example")];
  await settled();
  answer("a.example");
  expect(await Promise.all(both)).toEqual([["192.0.2.1"], ["192.0.2.1"]]);
  resolve("a.example");
  expect(lookups).toEqual(["a.example", "a.example"]);
});

test("nobody waits longer than the bound, and one who waited in vain gives up the place in the queue", async () => {
  vi.useFakeTimers();
  const { resolve, lookups, answer } = startQueue(() => false);
  const waiting = names(3).map((name) => resolve(name).catch((error) => error.code));
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(await Promise.all(waiting)).toEqual(["ETIMEOUT", "ETIMEOUT", "ETIMEOUT"]);
  answer("silent0.example");
  await settled();
  expect(lookups).toEqual(["silent0.example"]);
});

test("a look-up that fails frees the place", async () => {
  const { resolve, lookups } = (() => {
    const lookups: string[] = [];
    const lookup = async (hostname: string): Promise<string[]> => {
      lookups.push(hostname);
      throw Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
    };
    return { lookups, resolve: createLookupQueue({ lookup, answers: async () => false, maxMs: 10_000 }) };
  })();
  const codes = await Promise.all(names(3).map((name) => resolve(name).catch((error) => error.code)));
  expect(codes).toEqual(["ENOTFOUND", "ENOTFOUND", "ENOTFOUND"]);
  expect(lookups).toEqual(names(3));
});
