import type { Queryable } from "../db";
import { getDialect } from "../dialects";
import type { EventFacts } from "../dialects/dialect";
import { newId } from "../ids";
import { lockFreeLanes } from "../lanes/lane-locks";
import { limitShares, planTurns } from "../lanes/plan-turns";
import { takeScheduledTurns } from "../lanes/take-turn";
import { hasLane } from "../lanes/throttle";
import type { LinesFound } from "../lines/judge-sql";
import type { SlotLease } from "../slots/slot-lease";
import type { WebhookForSending } from "../webhooks/signing/sign-request";
import { WebhookCache, webhookVersionSql } from "../webhooks/signing/webhook-cache";
import { claimSql, maxInFlightPerWebhook, orderedClaimSql } from "./claim-sql";
import { loadEventsForUrlTemplates } from "./load-events-for-url-templates";

/** The most deliveries of one webhook that a claim may take. */
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
  /** The delivery's sequence number; null if it has none. */
  sequence: string | null;
  webhook: WebhookForSending;
  /** The event, if the dialect fills its values into the URL and the headers; otherwise null. */
  event: EventFacts | null;
  /** When the claim began, in ms of the monotonic clock. If the claim is too old (claimValidMs), the delivery is given back unsent. */
  claimStartedAt: number;
}

export interface Claim {
  /** False if another loop has taken the slot; then nothing was claimed. */
  holdsSlot: boolean;
  deliveries: ClaimedDelivery[];
  /** How many more requests each webhook could have in flight just before this claim, counted over all workers. */
  roomByWebhookId: Map<string, number>;
  /**
   * If so many deliveries of a webhook were claimed, more of them may be due: its share, or less if its throttle allows less. A claim that
   * examined the lines of the webhook knows whether more may be due; then the limit is 0 or infinity. Webhooks from which the claim took
   * nothing, because they are throttled, locked, closed or unreadable, are left out.
   */
  claimLimitByWebhookId: Map<string, number>;
  /** Milliseconds until the next delivery of a webhook becomes due, apart from those already due; webhooks without one are left out. */
  nextDueInMs: Map<string, number>;
  /** Milliseconds until a webhook's throttle allows its next attempts; webhooks that need not wait are left out. */
  throttledForMs: Map<string, number>;
  /**
   * Webhooks that another worker, a resend or a change of the webhook's settings has locked at the moment, and webhooks with lines that
   * another transaction is changing (judge-sql.ts).
   */
  busyWebhookIds: string[];
  /** Webhooks that are disabled, paused or deleted. */
  closedWebhookIds: string[];
}

export { leaseMarginSeconds, maxInFlightPerWebhook } from "./claim-sql";

/**
 * A claim that is older than this many milliseconds when its request would be sent is given back: the process was frozen meanwhile, so
 * another worker may have the lease.
 */
export const claimValidMs = 2_000;

// The webhooks are locked in a separate statement: the next statement then sees everything that was committed before the locks were taken.
// So requests in flight are counted exactly, and the claim sees every pause and change of a webhook.
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

/** A claimed delivery, or a webhook alone if none of its deliveries was claimed. */
type Row = Omit<ClaimedDelivery, "webhook" | "event" | "claimStartedAt" | "deliveryId"> & {
  webhookId: string;
  free: number;
  nextDueInMs: number | null;
  deliveryId: string | null;
  /** Null for webhooks that send in any order. */
  lines?: LinesFound | null;
};

/**
 * Claims due deliveries, the oldest of each webhook first, and extends the lease of the slot. It claims no more from a throttled webhook
 * than the throttle allows now, and assigns sequence numbers for webhooks that have them (decision 33). Each delivery is returned to only
 * one caller, which must record the outcome before the delivery's lease ends. Without shares, only the slot's lease is extended.
 * @param db a connection that nothing else uses during the claim, which is a transaction
 * @param cache the settings of webhooks that this connection has read
 * @param examined how many due deliveries are examined at least, of webhooks whose lines the earlier claims found to be long; updated
 */
export async function claimDeliveries(
  db: Queryable,
  lease: SlotLease,
  shares: readonly Share[],
  cache = new WebhookCache(),
  examined = new Map<string, number>(),
): Promise<Claim> {
  const claimStartedAt = performance.now();
  const webhookIds = shares.map(({ webhookId }) => webhookId);
  try {
    // Both statements are awaited together, here and below: a pipelined connection sends them at once, which halves the time of a claim.
    const [, lockedWebhooks] = await Promise.all([db.query("BEGIN"), lockWebhooks(db, webhookIds)]);
    const enabledWebhooks: { id: string; version: string }[] = [];
    const closedWebhookIds: string[] = [];
    for (const { id, state, deleted, version } of lockedWebhooks) {
      if (state === "enabled" && !deleted) enabledWebhooks.push({ id, version });
      else closedWebhookIds.push(id);
    }
    // Webhooks whose settings cannot be read are left out, so that deliveries of the others can still be claimed.
    const webhooks = await cache.load(enabledWebhooks, db);
    const laneWebhookIds = [...webhooks.values()].filter(hasLane).map(({ id }) => id);
    const lanes = await lockFreeLanes(db, laneWebhookIds);
    const limited = limitShares(shares, webhooks, lanes);
    const claimable = limited.shares;
    const room = claimable.reduce((sum, share) => sum + Math.min(share.room, maxInFlightPerWebhook), 0);
    const values = [
      lease.slot,
      lease.token,
      claimable.map(({ webhookId }) => webhookId),
      claimable.map((share) => share.room),
      Array.from({ length: room }, () => newId()),
    ];
    const isOrdered = claimable.map(({ webhookId }) => webhooks.get(webhookId)?.ordered === true);
    const claimQuery = isOrdered.includes(true)
      ? db.query<Row>({
          name: "ordered-claim-deliveries",
          text: orderedClaimSql,
          values: [...values, isOrdered, claimable.map(({ webhookId }) => examined.get(webhookId) ?? 0)],
        })
      : db.query<Row>({ name: "claim-deliveries", text: claimSql, values });
    // If a dialect needs the events, the commit waits until they are read: if reading fails, nothing is claimed.
    const needsEvents = [...webhooks.values()].some(({ dialect }) => getDialect(dialect).fill);
    const commitsLater = needsEvents || lanes.size > 0;
    const [{ rows }] = await Promise.all([claimQuery, commitsLater ? undefined : db.query("COMMIT")]);
    const claimedRows = rows.flatMap(
      ({ free: _f, nextDueInMs: _n, lines: _l, webhookId, deliveryId, ...row }) => {
        const webhook = webhooks.get(webhookId);
        return webhook && deliveryId !== null ? [{ ...row, webhookId, deliveryId, webhook }] : [];
      },
    );
    const events = await loadEventsForUrlTemplates(claimedRows, db);
    const turns = planTurns(claimedRows, webhooks, lanes);
    const [takenTurns] = await Promise.all([
      takeScheduledTurns(db, turns),
      commitsLater ? db.query("COMMIT") : undefined,
    ]);
    const rowByWebhookId = new Map(rows.map((row) => [row.webhookId, row]));
    for (const [webhookId, { lines }] of rowByWebhookId) {
      if (lines === "long") examined.set(webhookId, growExamined(examined.get(webhookId)));
      else if (lines !== "undecided") examined.delete(webhookId);
    }
    for (const webhookId of closedWebhookIds) examined.delete(webhookId);
    const lockedIds = new Set(lockedWebhooks.map(({ id }) => id));
    const nextDueInMs = new Map<string, number>();
    const roomByWebhookId = new Map<string, number>();
    for (const [webhookId, row] of rowByWebhookId) {
      roomByWebhookId.set(webhookId, row.free);
      if (row.nextDueInMs !== null) nextDueInMs.set(webhookId, row.nextDueInMs);
    }
    return {
      holdsSlot: rows.length > 0,
      roomByWebhookId,
      claimLimitByWebhookId: getClaimLimits(claimable, rowByWebhookId),
      nextDueInMs,
      throttledForMs: new Map([...limited.throttledForMs, ...takenTurns.throttledForMs]),
      deliveries: claimedRows.map(({ webhookId: _id, ...row }) => ({
        ...row,
        sequence: row.sequence ?? takenTurns.sequences.get(row.deliveryId) ?? null,
        claimStartedAt,
        event: events.get(row.eventId) ?? null,
      })),
      busyWebhookIds: [
        ...webhookIds.filter((id) => !lockedIds.has(id)),
        ...limited.busyWebhookIds,
        ...[...rowByWebhookId].flatMap(([webhookId, { lines }]) =>
          lines === "undecided" ? [webhookId] : [],
        ),
      ],
      closedWebhookIds,
    };
  } catch (error) {
    // Not awaited: after a query that timed out, the ROLLBACK would wait just as long.
    void db.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** How many due deliveries to examine if most of the last ones have to wait, so that a few claims make a long line wait as a whole. */
const growExamined = (last = 12) => Math.min(1_000, 4 * last);

function getClaimLimits(
  shares: readonly Share[],
  rowByWebhookId: ReadonlyMap<string, Row>,
): Map<string, number> {
  const limits = new Map(shares.map(({ webhookId, room }) => [webhookId, room]));
  for (const [webhookId, { lines }] of rowByWebhookId)
    if (lines) limits.set(webhookId, lines === "all" ? Number.POSITIVE_INFINITY : 0);
  return limits;
}

async function lockWebhooks(db: Queryable, webhookIds: readonly string[]): Promise<LockedWebhook[]> {
  if (webhookIds.length === 0) return [];
  return (await db.query<LockedWebhook>({ name: "lock-webhooks", text: lockSql, values: [webhookIds] })).rows;
}

// A delivery that was discarded meanwhile gets a lease that has just ended, so that the sweep finds and closes it.
const giveBackSql = `
  UPDATE open_deliveries
  SET attempt_count = attempt_count - 1, lease_token = NULL, lease_started_at = NULL,
      lease_until = CASE WHEN due_at = 'infinity' THEN now() END,
      due_at = CASE WHEN due_at >= lease_until AND due_at < 'infinity' THEN now() ELSE due_at END
  WHERE delivery_id = $1 AND lease_token = $2`;

/**
 * Gives a claimed delivery back unsent, as if it had never been claimed, except that it keeps its sequence number. Does nothing if another
 * worker has the lease by now.
 */
export async function giveBack(
  db: Queryable,
  { deliveryId, attemptId }: Pick<ClaimedDelivery, "deliveryId" | "attemptId">,
): Promise<void> {
  await db.query(giveBackSql, [deliveryId, attemptId]);
}
