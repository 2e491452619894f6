import { setTimeout as wait } from "node:timers/promises";
import { Forbidden } from "../scope/scope";
import { haveChanged, isStopping, readClock, waitForChange } from "./change-clock";
import type { Topic } from "./topics";

/** What a page shows of a watch. The revision changes when that changes; new rows, which the page does not show, change only their number. */
export interface WatchState {
  revision: string;
  newRows?: number;
}

/** Something that an open page follows. */
export interface Watch {
  topics: readonly Topic[];
  /** The revision that the page shows. Undefined: that of the time of `since`. */
  known?: string | undefined;
  /** The number of new rows that the page says it has. */
  knownNewRows?: number | undefined;
  /** The position up to which the page is known to be up to date; undefined: none. */
  since?: string | undefined;
  /** Watches with the same key read the same, so they share their reads. It names whatever the result depends on. */
  getKey(): string;
  /** Reads it; null if there is nothing that the scope can see. */
  read(): Promise<WatchState | null>;
}

/** `state`: what the page should show; null: nothing that the user can see; undefined: still the same. */
export interface FollowedWatch<State extends WatchState = WatchState> {
  since: string;
  /** Whether it differs from what the page shows. */
  changed: boolean;
  state?: State | null;
}

export interface FollowOptions {
  /** Whether the session is still live. Called before anything is read. */
  isLive(): Promise<boolean>;
  signal: AbortSignal;
  /** How long to wait for a change, in ms. */
  waitMs?: number;
  /** How long at least between two reads, in ms. */
  pauseMs?: number;
}

/** Any page has to be looked at again when these change: the session may have ended, or what it permits. */
const accessTopics = ["sessions", "permissions"] as const;
/** Well below the shortest timeout of common proxies, 30 s. */
const defaultWaitMs = 25_000;
const defaultPauseMs = 700;
/** A read that takes long is repeated less often, so that a page never takes more than a sixth of a core. */
const pausePerReadMs = 5;
/** For changes whose announcement was lost. */
const readAgainMs = 60_000;

/** The current position of this process in the changes, for a page that is about to read what it shows. */
export function readPosition(): string {
  const { epoch, now } = readClock();
  return formatPosition(epoch, now, performance.now());
}

const formatPosition = (epoch: string, now: number, readAt: number) =>
  [epoch, now, Math.round(readAt)].join(".");

/** Parses a position; undefined if it is not one of this process. */
function parsePosition(since: string | undefined): { now: number; readAt: number } | undefined {
  const [epoch, now, readAt] = (since ?? "").split(".");
  return epoch === readClock().epoch ? { now: Number(now), readAt: Number(readAt) } : undefined;
}

/**
 * Waits until one of the watches differs from what the page shows, at most `waitMs`.
 * @returns the watches in the given order, or null if the session has ended
 */
export async function followWatches(
  watches: readonly Watch[],
  { isLive, signal, waitMs = defaultWaitMs, pauseMs = defaultPauseMs }: FollowOptions,
): Promise<FollowedWatch[] | null> {
  const until = performance.now() + waitMs;
  const topics = [...new Set([...accessTopics, ...watches.flatMap((watch) => watch.topics)])];
  const followed: FollowedWatch[] = watches.map(({ since }) => ({ since: since ?? "", changed: false }));
  for (;;) {
    // Before the session is checked, so that its end at this moment is not missed.
    const { now } = readClock();
    if (!(await isLive())) return null;
    if (watches.length === 0) return [];
    const startedAt = performance.now();
    await Promise.all(watches.map((watch, index) => readIfDue(watch, followed[index] as FollowedWatch)));
    const readMs = performance.now() - startedAt;
    if (
      followed.some(({ changed }) => changed) ||
      performance.now() >= until ||
      signal.aborted ||
      isStopping()
    )
      return followed;
    if (!haveChanged(topics, now)) await waitForChange(topics, until - performance.now(), signal);
    const pause = Math.min(pauseMs, until - startedAt) + pausePerReadMs * readMs;
    await wait(Math.max(0, startedAt + pause - performance.now()));
  }
}

/** Reads a watch if it may have changed. */
async function readIfDue(watch: Watch, followed: FollowedWatch): Promise<void> {
  const position = parsePosition(followed.since);
  const { epoch, now } = readClock();
  const startedAt = performance.now();
  const isCurrent = position !== undefined && !haveChanged([...watch.topics, "permissions"], position.now);
  const known = followed.state === undefined ? watch.known : followed.state?.revision;
  // Without a revision, a page that is up to date still needs one, with which it can be compared later.
  if (isCurrent && known !== undefined && startedAt - position.readAt < readAgainMs) return;
  const state = await readShared(watch, now, startedAt);
  followed.since = formatPosition(epoch, now, startedAt);
  followed.state = state;
  if (state === null) followed.changed = true;
  else if (known === undefined) followed.changed = !isCurrent;
  else followed.changed = state.revision !== known || (state.newRows ?? 0) !== (watch.knownNewRows ?? 0);
}

/** For how long reads are shared while nothing changes. */
const shareMs = 1_000;
const reads = { now: 0, byKey: new Map<string, { startedAt: number; state: Promise<WatchState | null> }>() };

/** Reads a watch, or takes the result of another page's read that has begun after the last change. */
function readShared(watch: Watch, now: number, startedAt: number): Promise<WatchState | null> {
  if (reads.now !== now) {
    reads.now = now;
    reads.byKey.clear();
  }
  const key = watch.getKey();
  const shared = reads.byKey.get(key);
  if (shared && startedAt - shared.startedAt < shareMs) return shared.state;
  const state = readPermitted(watch);
  reads.byKey.set(key, { startedAt, state });
  return state;
}

async function readPermitted(watch: Watch): Promise<WatchState | null> {
  try {
    return await watch.read();
  } catch (error) {
    if (error instanceof Forbidden) return null;
    throw error;
  }
}
