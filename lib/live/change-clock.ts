import { newId } from "../ids";
import { type KeptConnection, keepConnection } from "../keep-database-connection";
import { log } from "../log";
import { changesChannel, parseTopics, type Topic, topics } from "./topics";

/**
 * The process's clock of changes: it is moved by each notification, and remembers for each topic when that last happened. On `globalThis`,
 * because Next bundles this file separately from the server in front of it.
 */
interface ChangeClock {
  /** Distinguishes the clocks of processes: a position of one means nothing to another. */
  epoch: string;
  now: number;
  changedAt: Map<Topic, number>;
  waits: Set<{ topics: readonly Topic[]; end: () => void }>;
  connection?: KeptConnection;
  isStopping: boolean;
}

const shared = globalThis as { hookledgerChanges?: ChangeClock };

function clock(): ChangeClock {
  shared.hookledgerChanges ??= {
    epoch: newId(),
    now: 1,
    changedAt: new Map(),
    waits: new Set(),
    isStopping: false,
  };
  return shared.hookledgerChanges;
}

/** Follows the announcements of all processes, until stopFollowingChanges. */
export function followChanges(): void {
  clock().connection ??= keepConnection({
    name: "hookledger-pages",
    channel: changesChannel,
    settings: {},
    log,
    // What was announced while there was no connection has been missed.
    onOpen: () => moveClock(topics),
    onNotification: (payload) => moveClock(parseTopics(payload)),
  });
}

/** Ends all waits, so that no response keeps the process from stopping, and closes the connection. */
export async function stopFollowingChanges(): Promise<void> {
  const { waits, connection } = clock();
  clock().isStopping = true;
  for (const { end } of waits) end();
  await connection?.close();
}

/** Records that these topics have changed, and ends the waits for them. */
export function moveClock(changed: readonly Topic[]): void {
  const { changedAt, waits } = clock();
  clock().now += 1;
  for (const topic of changed) changedAt.set(topic, clock().now);
  for (const wait of waits) if (wait.topics.some((topic) => changed.includes(topic))) wait.end();
}

/** The process's position in the changes. Read it before the rows: what is read later includes at least all changes up to it. */
export function readClock(): { epoch: string; now: number } {
  const { epoch, now } = clock();
  return { epoch, now };
}

/** Whether a topic has changed since this position of this process. */
export function haveChanged(watched: readonly Topic[], since: number): boolean {
  return watched.some((topic) => (clock().changedAt.get(topic) ?? 0) > since);
}

/** Resolves when a topic changes, after `ms`, when `signal` aborts, or when the process stops. */
export function waitForChange(watched: readonly Topic[], ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const { waits, isStopping } = clock();
    if (isStopping || signal.aborted || ms <= 0) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      waits.delete(wait);
      resolve();
    };
    const wait = { topics: watched, end };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
    waits.add(wait);
  });
}

/** Whether the process is stopping: a wait then ends at once. */
export function isStopping(): boolean {
  return clock().isStopping;
}
