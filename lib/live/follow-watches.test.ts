import { expect, test } from "vitest";
import { Forbidden } from "../scope/scope";
import { moveClock } from "./change-clock";
import {
  type FollowOptions,
  followWatches,
  readPosition,
  type Watch,
  type WatchState,
} from "./follow-watches";

/** A watch of jobs whose state a test changes. */
function makeWatch(given: Partial<Watch> = {}) {
  const watched = { state: { revision: "a" } as WatchState | null, reads: 0 };
  const watch: Watch = {
    topics: ["jobs"],
    getKey: () => String(Math.random()),
    read: async () => {
      watched.reads += 1;
      return watched.state;
    },
    ...given,
  };
  return { watched, watch };
}

const follow = (watches: Watch[], options: Partial<FollowOptions> = {}) =>
  followWatches(watches, {
    isLive: async () => true,
    signal: new AbortController().signal,
    waitMs: 5_000,
    pauseMs: 0,
    ...options,
  });

test("a page that is up to date waits without reading, until a topic that it watches changes", async () => {
  const { watched, watch } = makeWatch({ known: "a", since: readPosition() });
  const following = follow([watch]);
  moveClock(["events"]);
  await new Promise(setImmediate);
  expect(watched.reads).toBe(0);
  watched.state = { revision: "b" };
  moveClock(["jobs"]);
  expect(await following).toMatchObject([{ changed: true, state: { revision: "b" } }]);
  expect(watched.reads).toBe(1);
});

test("a change that the page does not show does not end the wait", async () => {
  const { watched, watch } = makeWatch({ known: "a", since: readPosition() });
  const following = follow([watch], { waitMs: 100 });
  moveClock(["jobs"]);
  expect(await following).toMatchObject([{ changed: false, state: { revision: "a" } }]);
  expect(watched.reads).toBe(1);
});

test("new rows end the wait, although the revision of the shown rows is the same", async () => {
  const { watch } = makeWatch({ known: "a", read: async () => ({ revision: "a", newRows: 2 }) });
  expect(await follow([watch])).toMatchObject([{ changed: true, state: { newRows: 2 } }]);
  expect(await follow([{ ...watch, knownNewRows: 2 }], { waitMs: 1 })).toMatchObject([{ changed: false }]);
});

test("what changed before the first request, or in another process's time, is found at once", async () => {
  const since = readPosition();
  moveClock(["jobs"]);
  const { watch } = makeWatch({ known: "old", since });
  expect(await follow([watch])).toMatchObject([{ changed: true }]);
  const { watch: ofOtherProcess } = makeWatch({ known: "a", since: "other.99.0" });
  expect(await follow([ofOtherProcess], { waitMs: 1 })).toMatchObject([{ changed: false }]);
});

test("without a revision, a position says whether the page is up to date; the revision is returned for later", async () => {
  const since = readPosition();
  const { watch } = makeWatch({ since });
  expect(await follow([watch], { waitMs: 1 })).toMatchObject([{ changed: false, state: { revision: "a" } }]);
  moveClock(["jobs"]);
  expect(await follow([watch])).toMatchObject([{ changed: true, state: { revision: "a" } }]);
});

test("a page that was not read for a minute is read again, in case an announcement was lost", async () => {
  const [epoch, now] = readPosition().split(".");
  const minuteAgo = Math.round(performance.now() - 61_000);
  const { watched, watch } = makeWatch({ known: "a", since: [epoch, now, minuteAgo].join(".") });
  watched.state = { revision: "b" };
  expect(await follow([watch])).toMatchObject([{ changed: true }]);
});

test("nothing is read once the session has ended, and what the user cannot see any more is null", async () => {
  const { watched, watch } = makeWatch({ known: "a" });
  expect(await follow([watch], { isLive: async () => false })).toBeNull();
  expect(watched.reads).toBe(0);
  let isLive = true;
  const waiting = follow([{ ...watch, since: readPosition() }], { isLive: async () => isLive });
  isLive = false;
  moveClock(["sessions"]);
  expect(await waiting).toBeNull();
  const { watch: forbidden } = makeWatch({
    known: "a",
    since: readPosition(),
    read: () => Promise.reject(new Forbidden("deliveries:read")),
  });
  const following = follow([forbidden]);
  moveClock(["permissions"]);
  expect(await following).toMatchObject([{ changed: true, state: null }]);
});

test("pages that watch the same share a read, until something changes", async () => {
  const { watched, watch } = makeWatch({ known: "b", getKey: () => "shared" });
  await Promise.all([follow([watch]), follow([watch])]);
  expect(watched.reads).toBe(1);
  moveClock(["deliveries"]);
  await follow([watch]);
  expect(watched.reads).toBe(2);
});

test("a closed connection ends the wait", async () => {
  const { watch } = makeWatch({ known: "a", since: readPosition() });
  const controller = new AbortController();
  const following = follow([watch], { signal: controller.signal, waitMs: 60_000 });
  controller.abort();
  expect(await following).toMatchObject([{ changed: false }]);
});
