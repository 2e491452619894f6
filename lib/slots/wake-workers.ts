import { batch } from "../batch";
import { pool, type Queryable } from "../db";
import { announceChanges } from "../live/announce-changes";
import { log } from "../log";
import { sendSignals } from "../signals";
import { forgetCall, markCalled } from "./slot-lease";

/** The NOTIFY channel of the worker loops. */
export const wakeChannel = "hookledger_due";

/** The webhooks with deliveries that became due. This is a hint, which may be lost: loops also search for due work. */
export interface Wake {
  webhookIds: readonly string[];
  /**
   * Given to wakeWorkers: only manual attempts were requested for these webhooks, and none of their deliveries became due. Returned by
   * parseWake: manual attempts were also requested, for webhooks that are not named.
   */
  resend?: boolean;
}

/** A NOTIFY payload is limited to 8,000 bytes; with more webhooks than this, loops search for all due work. */
const maxWebhookIds = 200;

/** Parses a notification; null: search for all due work. */
export function parseWake(payload: string | undefined): Wake | null {
  const match = /^(r?):((?:[0-9a-f-]{36},?)*)$/.exec(payload ?? "");
  if (!match) return null;
  return { webhookIds: match[2] ? match[2].split(",") : [], resend: match[1] === "r" };
}

function formatWake(wakes: readonly Wake[]): string {
  // Loops find requested manual attempts by a search, so their webhooks are not named.
  const webhookIds = new Set(wakes.flatMap((wake) => (wake.resend ? [] : wake.webhookIds)));
  if (webhookIds.size > maxWebhookIds) return "*";
  return `${wakes.some(({ resend }) => resend) ? "r" : ""}:${[...webhookIds].join(",")}`;
}

// By default, the commit of a notification waits for the disk, which is not necessary for a hint.
const wakeSql = `
  SELECT set_config('synchronous_commit', 'off', true), pg_notify('${wakeChannel}', $1),
         EXISTS (SELECT 1 FROM engine_slots WHERE leased_until > now()) AS awake`;

let slotCall: Promise<void> | undefined;

async function notifyLoops(db: Queryable, wakes: readonly Wake[]): Promise<void> {
  announceChanges("deliveries");
  const { rows } = await db.query<{ awake: boolean }>({
    name: "wake-workers",
    text: wakeSql,
    values: [formatWake(wakes)],
  });
  // Not awaited: an engine that does not answer must not delay the next notification. One at a time: each may wait for a lock.
  if (rows[0]?.awake || slotCall) return;
  slotCall = callSlot(0)
    .catch(logWakeError)
    .finally(() => {
      slotCall = undefined;
    });
}

const notifyTogether = batch<Wake, void>(
  async (wakes) => {
    await notifyLoops(pool(), wakes);
    return wakes.map(() => undefined);
  },
  { max: 500, concurrency: 1 },
);

/**
 * Signals a slot, unless a loop has it or it was signaled just now.
 * @param evenIfLeaving whether the slot is also signaled if its loop still has it but is leaving
 */
export async function callSlot(slot: number, evenIfLeaving = false): Promise<void> {
  if (!(await markCalled(pool(), slot, evenIfLeaving))) return;
  const sent = await sendSignals([{ name: "delivery/slot-called", data: { slot } }]);
  if (!sent) await forgetCall(pool(), slot);
}

const logWakeError = (error: Error) =>
  log.warn({ error: error.message }, "could not wake the workers; they will find the work themselves");

/**
 * Notifies the worker loops that deliveries became due, and calls a slot if no loop is awake. Call it after the commit, and do not wait for
 * it: the response only promises what is on disk. Never rejects: if a notification is lost, the deliveries are found within seconds.
 */
export async function wakeWorkers(wake: Wake): Promise<void> {
  if (wake.webhookIds.length === 0) return;
  await notifyTogether(wake).catch(logWakeError);
}

/**
 * Like wakeWorkers, but for a statement that was just sent on this connection: the notification is sent right after it, without waiting for
 * its result. If the statement fails, workers are woken for nothing.
 */
export async function wakeWorkersAfterStatement(db: Queryable, wake: Wake): Promise<void> {
  if (wake.webhookIds.length === 0) return;
  await notifyLoops(db, [wake]).catch(logWakeError);
}
