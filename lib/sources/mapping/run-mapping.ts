import { isDatabaseUnavailable, isQueryTimeout } from "../../database/database-errors";
import { BacklogFull, requireBacklogRoom } from "../../events/backlog-limit";
import { announceChanges } from "../../live/announce-changes";
import { log } from "../../log";
import { wakeWorkers } from "../../slots/wake-workers";
import { type PlannedMessage, planMessages } from "./plan-messages";
import { loadMappingSource, type MappingSource, readWaiting, type WaitingMessage } from "./read-waiting";
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
  const isInTime = () => performance.now() < endAt;
  try {
    do {
      runningSources.set(sourceId, false);
      while (await mapBatch(sourceId)) if (!isInTime()) return true;
      // After that, a worker calls again within seconds.
    } while (runningSources.get(sourceId) && isInTime());
    return false;
  } finally {
    runningSources.delete(sourceId);
  }
}

/** Maps one batch. Returns whether there may be more that can be mapped now. */
async function mapBatch(sourceId: string): Promise<boolean> {
  const source = await loadMappingSource(sourceId);
  if (!source) return false;
  try {
    requireBacklogRoom(source.scope, []);
  } catch (error) {
    if (error instanceof BacklogFull) return false;
    throw error;
  }
  const messages = await readWaiting(sourceId);
  return messages.length > 0 && (await mapTogether(source, messages));
}

/**
 * Maps messages in one transaction or, if that fails, in smaller groups, so that one message cannot keep the others. A single message that
 * fails is tried again later, unless the database cannot store its content.
 * @returns whether any message no longer waits
 */
async function mapTogether(source: MappingSource, messages: readonly WaitingMessage[]): Promise<boolean> {
  try {
    return await write(source, await planMessages(source, messages));
  } catch (error) {
    if (isDatabaseUnavailable(error) && !isQueryTimeout(error)) throw error;
    const [first, ...others] = messages;
    if (!first) return false;
    if (others.length === 0) return await write(source, [describeError(first, error as DatabaseError)]);
    const middle = Math.ceil(messages.length / 2);
    const halves = [messages.slice(0, middle), messages.slice(middle)];
    const results = [];
    for (const half of halves) results.push(await mapTogether(source, half));
    return results.includes(true);
  }
}

type DatabaseError = Error & { code?: string };

function describeError(
  message: WaitingMessage,
  { code, message: text, stack }: DatabaseError,
): PlannedMessage {
  log.error({ messageId: message.id, error: stack }, "could not make an event of a message");
  return code?.startsWith(dataExceptionClass)
    ? { message, reason: `The event cannot be stored: ${text}.` }
    : { message, failure: `The event could not be written: ${text}. Take the message again.` };
}

async function write(source: MappingSource, planned: readonly PlannedMessage[]): Promise<boolean> {
  const { webhookIds, settledCount } = await writeMapped(source, planned);
  void wakeWorkers({ webhookIds });
  announceChanges("sources");
  return settledCount > 0;
}
