import type { Queryable } from "../db";
import { newId } from "../ids";

/** A loop's lease of a slot; the token distinguishes it from the leases of other loops. */
export interface SlotLease {
  slot: number;
  token: string;
}

/** How long a loop keeps its slot after its last claim. */
export const slotLeaseSeconds = 5;

const takeSql = `
  INSERT INTO engine_slots AS s (slot, token, leased_until)
  VALUES ($1, $2, now() + interval '${slotLeaseSeconds} seconds')
  ON CONFLICT (slot) DO UPDATE
  SET token = excluded.token, leased_until = excluded.leased_until, leaving = false, called_until = NULL, calls = 0
  WHERE s.token IS NULL OR s.leased_until <= now() OR s.leaving
  RETURNING slot`;

/** Takes the lease of a slot if no loop has it, its loop is leaving, or the loop's lease has ended. Otherwise returns null. */
export async function takeSlot(db: Queryable, slot: number): Promise<SlotLease | null> {
  const token = newId();
  const { rowCount } = await db.query(takeSql, [slot, token]);
  return rowCount === 1 ? { slot, token } : null;
}

/** Marks the slot as being left: another loop may take it from now on. Until one does, the loop that has it may go on claiming. */
export async function markLeaving(db: Queryable, { slot, token }: SlotLease): Promise<void> {
  await db.query("UPDATE engine_slots SET leaving = true WHERE slot = $1 AND token = $2", [slot, token]);
}

/** Releases the slot, unless another loop has it by now. */
export async function releaseSlot(db: Queryable, { slot, token }: SlotLease): Promise<void> {
  await db.query(
    "UPDATE engine_slots SET token = NULL, leased_until = NULL, leaving = false WHERE slot = $1 AND token = $2",
    [slot, token],
  );
}

// As long as no loop answers, the pauses between calls grow: 2, 4, 8, 16, then 30 seconds. They start over when a loop takes the slot.
const callSql = `
  INSERT INTO engine_slots AS s (slot, called_until, calls) VALUES ($1, now() + interval '2 seconds', 1)
  ON CONFLICT (slot) DO UPDATE
  SET calls = least(s.calls + 1, 5), called_until = now() + least(30, 2 ^ (least(s.calls, 4) + 1)) * interval '1 second'
  WHERE (s.token IS NULL OR s.leased_until <= now() OR (s.leaving AND $2)) AND coalesce(s.called_until <= now(), true)
  RETURNING slot`;

/**
 * Marks a slot as called, unless a loop has it or it was called just now. Only one of several callers gets true, and must send the signal.
 * @param evenIfLeaving whether the slot is also called if its loop still has it but is leaving
 */
export async function markCalled(db: Queryable, slot: number, evenIfLeaving = false): Promise<boolean> {
  return (await db.query(callSql, [slot, evenIfLeaving])).rowCount === 1;
}

/** Undoes markCalled if the signal could not be sent: the slot can be called again after two seconds. */
export async function forgetCall(db: Queryable, slot: number): Promise<void> {
  await db.query(
    "UPDATE engine_slots SET called_until = now() + interval '2 seconds', calls = greatest(calls - 1, 0) WHERE slot = $1",
    [slot],
  );
}

/** Forgets all calls. Used when a worker starts: calls that its predecessor did not answer must not delay the next ones. */
export async function forgetAllCalls(db: Queryable): Promise<void> {
  await db.query("UPDATE engine_slots SET called_until = NULL, calls = 0");
}

/**
 * Declines a call, in a process that already has another slot: the slot is not called again for 30 seconds, because this may be the only
 * process. If the slot's loop is leaving, the pause is half a second, because another process may take over from it.
 */
export async function declineSlot(db: Queryable, slot: number): Promise<void> {
  await db.query(
    "UPDATE engine_slots SET called_until = now() + CASE WHEN leaving THEN interval '500 ms' ELSE interval '30 s' END WHERE slot = $1",
    [slot],
  );
}
