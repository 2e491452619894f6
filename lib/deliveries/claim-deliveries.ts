import type { Queryable } from "../db";
import { dialectOf } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { newId } from "../ids";
import { lockFreeLanes } from "../lanes/lane-locks";
import { limitShares, planTurns } from "../lanes/plan-turns";
import { takeScheduledTurns } from "../lanes/take-turn";
import { hasLane } from "../lanes/throttle";
import { findHeads, limitToHeads } from "../lines/find-heads";
import type { SlotLease } from "../slots/slot-lease";
import type { WebhookForSending } from "../webhooks/signing/sign-request";
import { WebhookCache, webhookVersionSql } from "../webhooks/signing/webhook-cache";
import { claimHeadsSql, claimSql, maxInFlightPerWebhook } from "./claim-sql";
import { loadEventsForUrlTemplates } from "./load-events-for-url-templates";

/** How many deliveries of a webhook a claim may take. */
export interface Share {
  webhookId: string;
  room: number;
}

export interface ClaimedDelivery {
  deliveryId: string;
  /** The number of the attempt, 1 for the first. */
  number: number;
  attemptId: string;
  startedAt: Date;
  eventType: string;
  entityType: string;
  body: Buffer;
  contentType: string;
  failureCount: number;
  eventId: string;
  simulated: boolean;
  /** Its sequence number; null if it has none. */
  sequence: string | null;
  webhook: WebhookForSending;
  /** What the dialect fills its templates with; null if it has none. */
  event: EventFacts | null;
  /** When the claim was asked for, on the monotonic clock in ms: a claim that is old when it is sent may be another worker's. */
  askedAt: number;
}

export interface Claim {
  /** False when the slot is another loop's now; then nothing was claimed. */
  holdsSlot: boolean;
  deliveries: ClaimedDelivery[];
  /** How many more requests each webhook might have had in flight, over all workers. */
  roomByWebhookId: Map<string, number>;
  /**
   * How many deliveries were asked for: a webhook's share, or what its throttle allowed of it; infinity: all that may be sent now.
   * Webhooks not asked for are left out.
   */
  askedByWebhookId: Map<string, number>;
  /** Milliseconds until the next delivery of a webhook that is not due yet becomes due; webhooks without one are left out. */
  nextDueInMs: Map<string, number>;
  /** Milliseconds until the throttles of webhooks allow their next attempts, where that is later than now. */
  throttledForMs: Map<string, number>;
  /** Webhooks of which something is locked for the moment, by another worker, a resend or a change of the webhook's settings. */
  busyWebhookIds: string[];
  /** Webhooks that are disabled, paused or deleted. */
  closedWebhookIds: string[];
}

export { leaseMarginSeconds, maxInFlightPerWebhook } from "./claim-sql";

/** A claim that is older than this, in ms, when its request would be sent is given back: the process was frozen meanwhile. */
export const claimValidMs = 2_000;

// Its own statement: the next one sees what was committed before these locks were taken. So what is in flight is counted
// exactly, and the claim sees every pause and edit of the webhook.
const lockSql = `
  SELECT id, state, deleted_at IS NOT NULL AS deleted, ${webhookVersionSql} AS version
  FROM webhooks WHERE id = ANY($1::uuid[]) ORDER BY id
  FOR NO KEY UPDATE SKIP LOCKED`;

interface LockedWebhook {
  id: string;
  state: string;
  deleted: boolean;
  version: string;
}

/** A claimed delivery of an asked webhook, or the webhook alone if nothing of it was claimed. */
type Row = Omit<ClaimedDelivery, "webhook" | "event" | "askedAt" | "deliveryId"> & {
  webhookId: string;
  free: number;
  nextDueInMs: number | null;
  deliveryId: string | null;
};

/**
 * Claims due deliveries, the oldest of each webhook first, and extends the lease of the slot. Of throttled webhooks it claims what their
 * throttle allows now, and deliveries of webhooks with sequence numbers get theirs (decision 33). Each delivery is returned to
 * one caller only, which records the outcome before its lease ends, or has lost it. Without shares it only extends the lease.
 * @param db a connection of its own: the claim is a transaction
 * @param cache the settings of webhooks that this connection has read
 */
export async function claimDeliveries(
  db: Queryable,
  lease: SlotLease,
  shares: readonly Share[],
  cache = new WebhookCache(),
): Promise<Claim> {
  const askedAt = performance.now();
  const webhookIds = shares.map(({ webhookId }) => webhookId);
  try {
    // Awaited together, here and below: a pipelined connection sends both at once, which halves the time of a claim.
    const [, lockedWebhooks] = await Promise.all([db.query("BEGIN"), lockWebhooks(db, webhookIds)]);
    const enabledWebhooks: { id: string; version: string }[] = [];
    const closedWebhookIds: string[] = [];
    for (const { id, state, deleted, version } of lockedWebhooks) {
      if (state === "enabled" && !deleted) enabledWebhooks.push({ id, version });
      else closedWebhookIds.push(id);
    }
    // Those whose settings cannot be read are left alone, so that they do not keep the others from being claimed.
    const webhooks = await cache.load(enabledWebhooks, db);
    const withLane = [...webhooks.values()].filter(hasLane).map(({ id }) => id);
    const lanes = await lockFreeLanes(db, withLane);
    const limited = limitShares(shares, webhooks, lanes);
    const inOrder = limited.shares.filter(({ webhookId }) => webhooks.get(webhookId)?.ordered);
    const heads = await findHeads(db, inOrder);
    const { shares: claimable, ...ofHeads } = limitToHeads(limited.shares, heads);
    const room = claimable.reduce((sum, share) => sum + Math.min(share.room, maxInFlightPerWebhook), 0);
    const values = [
      lease.slot,
      lease.token,
      claimable.map(({ webhookId }) => webhookId),
      claimable.map((share) => share.room),
      Array.from({ length: room }, () => newId()),
    ];
    const claimQuery =
      heads.size === 0
        ? db.query<Row>({ name: "claim-deliveries", text: claimSql, values })
        : db.query<Row>({
            name: "ordered-claim-deliveries",
            text: claimHeadsSql,
            values: [...values, ofHeads.headIds],
          });
    // If a dialect needs the events, the commit follows reading them: if they cannot be read, nothing is claimed.
    const needsEvents = [...webhooks.values()].some(({ dialect }) => dialectOf(dialect).fill);
    const commitsLater = needsEvents || lanes.size > 0;
    const [{ rows }] = await Promise.all([claimQuery, commitsLater ? undefined : db.query("COMMIT")]);
    const claimedRows = rows.flatMap(({ free: _free, nextDueInMs: _next, webhookId, deliveryId, ...row }) => {
      const webhook = webhooks.get(webhookId);
      return webhook && deliveryId !== null ? [{ ...row, webhookId, deliveryId, webhook }] : [];
    });
    const events = await loadEventsForUrlTemplates(claimedRows, db);
    const turns = planTurns(claimedRows, webhooks, lanes);
    const [taken] = await Promise.all([
      takeScheduledTurns(db, turns),
      commitsLater ? db.query("COMMIT") : undefined,
    ]);
    const lockedIds = new Set(lockedWebhooks.map(({ id }) => id));
    const nextDueInMs = new Map<string, number>();
    for (const row of rows) {
      if (row.nextDueInMs !== null) nextDueInMs.set(row.webhookId, row.nextDueInMs);
    }
    return {
      holdsSlot: rows.length > 0,
      roomByWebhookId: new Map(rows.map((row) => [row.webhookId, row.free])),
      askedByWebhookId: ofHeads.askedByWebhookId,
      nextDueInMs,
      throttledForMs: new Map([...limited.throttledForMs, ...taken.throttledForMs]),
      deliveries: claimedRows.map(({ webhookId: _id, ...row }) => ({
        ...row,
        sequence: row.sequence ?? taken.sequences.get(row.deliveryId) ?? null,
        askedAt,
        event: events.get(row.eventId) ?? null,
      })),
      busyWebhookIds: [
        ...webhookIds.filter((id) => !lockedIds.has(id)),
        ...limited.busyWebhookIds,
        ...ofHeads.busyWebhookIds,
      ],
      closedWebhookIds,
    };
  } catch (error) {
    // Not awaited: behind a query that timed out, it would wait as long again.
    void db.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

async function lockWebhooks(db: Queryable, webhookIds: readonly string[]): Promise<LockedWebhook[]> {
  if (webhookIds.length === 0) return [];
  return (await db.query<LockedWebhook>({ name: "lock-webhooks", text: lockSql, values: [webhookIds] })).rows;
}

// A delivery discarded meanwhile keeps an ended lease, so that the sweep finds it.
const giveBackSql = `
  UPDATE open_deliveries
  SET attempt_count = attempt_count - 1, lease_token = NULL, lease_started_at = NULL,
      lease_until = CASE WHEN due_at = 'infinity' THEN now() END,
      due_at = CASE WHEN due_at >= lease_until AND due_at < 'infinity' THEN now() ELSE due_at END
  WHERE delivery_id = $1 AND lease_token = $2`;

/** Gives a claimed delivery back unsent, as if it had never been claimed; does nothing once the lease is another's. */
export async function giveBack(
  db: Queryable,
  { deliveryId, attemptId }: Pick<ClaimedDelivery, "deliveryId" | "attemptId">,
): Promise<void> {
  await db.query(giveBackSql, [deliveryId, attemptId]);
}
