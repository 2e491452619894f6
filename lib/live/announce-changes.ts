import { hasOpenDatabase, pool } from "../db";
import { log } from "../log";
import { changesChannel, type Topic } from "./topics";

/** Long enough for the claim and the outcome of a quick delivery to be announced together. */
const announceAfterMs = 300;

const waiting = new Set<Topic>();
let timer: NodeJS.Timeout | undefined;

// Commits without waiting for the disk, because an announcement is only a hint.
const announceSql = `SELECT set_config('synchronous_commit', 'off', true), pg_notify('${changesChannel}', $1)`;

/**
 * Tells open pages that rows of these kinds have changed, or are about to be committed. Only remembers the topics: they are sent together, a
 * moment later. An announcement may be lost; pages then show the change within a minute.
 */
export function announceChanges(...changed: Topic[]): void {
  for (const topic of changed) waiting.add(topic);
  if (timer === undefined) timer = setTimeout(send, announceAfterMs).unref();
}

function send(): void {
  timer = undefined;
  const payload = [...waiting].join(",");
  waiting.clear();
  // The process may be stopping.
  if (!hasOpenDatabase()) return;
  pool()
    .query({ name: "announce-changes", text: announceSql, values: [payload] })
    .catch((error: Error) => log.warn({ error: error.message }, "could not announce changes to open pages"));
}
