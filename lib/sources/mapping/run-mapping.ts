import { BacklogFull, requireBacklogRoom } from "../../events/backlog-limit";
import { wakeWorkers } from "../../slots/wake-workers";
import { type PlannedMessage, planMessages } from "./plan-messages";
import { loadMappingSource, type MappingSource, readWaiting } from "./read-waiting";
import { writeMapped } from "./write-mapped";

/** The first two characters of Postgres's codes for values that it cannot store. */
const dataExceptionClass = "22";

/** After this time, a run ends and another one goes on, so that no request of an engine lasts long. */
const runMs = 3_000;

/** The sources that this process is working on; true: one was called again meanwhile. */
const runningSources = new Map<string, boolean>();

/**
 * Makes events from the messages of a source that wait, until none is left or a few seconds have passed. While the tenant's backlog is over
 * its limit, the messages wait. Another run in this process does the work of a call that comes meanwhile; in another process, the
 * transaction of each batch decides who writes it.
 * @returns whether the source needs another run
 */
export async function runMapping(sourceId: string): Promise<boolean> {
  if (runningSources.has(sourceId)) {
    runningSources.set(sourceId, true);
    return false;
  }
  const endAt = performance.now() + runMs;
  try {
    do {
      runningSources.set(sourceId, false);
      while (await mapBatch(sourceId)) if (performance.now() >= endAt) return true;
    } while (runningSources.get(sourceId));
    return false;
  } finally {
    runningSources.delete(sourceId);
  }
}

/** Maps one batch. Returns whether there may be more. */
async function mapBatch(sourceId: string): Promise<boolean> {
  const source = await loadMappingSource(sourceId);
  if (!source) return false;
  const messages = await readWaiting(sourceId);
  if (messages.length === 0) return false;
  try {
    requireBacklogRoom(source.scope, []);
  } catch (error) {
    // A worker calls again within seconds.
    if (error instanceof BacklogFull) return false;
    throw error;
  }
  await write(source, await planMessages(source, messages));
  return true;
}

/** Writes planned messages together or, if the database rejects the content of one of them, each on its own. */
async function write(source: MappingSource, planned: readonly PlannedMessage[]): Promise<void> {
  try {
    void wakeWorkers({ webhookIds: await writeMapped(source, planned) });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!code?.startsWith(dataExceptionClass)) throw error;
    const [first, ...others] = planned;
    if (first && others.length === 0) {
      const reason = `The event cannot be stored: ${message}.`;
      await writeMapped(source, [{ message: first.message, reason }]);
      return;
    }
    for (const one of planned) await write(source, [one]);
  }
}
