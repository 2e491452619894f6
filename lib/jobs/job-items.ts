import { pool, type Queryable } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import type { CreateJobInput, JobItem, JobItemPageQuery } from "./schema";

type Kind = CreateJobInput["kind"];

/** An item with the ID that it is sorted by: its trace ID, or the ID of the exclusion. */
export interface ItemRow extends Omit<JobItem, "startedAt" | "at"> {
  id: string;
  startedAt: Date | null;
  at: Date;
}

const deliveryColumns = `
  d.event_id AS "eventId", d.webhook_id AS "webhookId", d.event_type AS "eventType", d.entity_type AS "entityType",
  d.entity_id AS "entityId", d.state::text`;

// Each part reads its first rows from its own index: $1 is the job, $2 the cursor, $3 the outcome, $4 the limit. Rows whose delivery or
// event was removed by retention do not count towards the limit, so a short page is the last one.

const attemptsSql = `
  SELECT a.delivery_id AS id, a.delivery_id AS "traceId", a.id AS "attemptId", ${deliveryColumns}, a.outcome::text,
         a.response_code AS "responseCode", a.error_code AS "errorCode", a.started_at AS "startedAt", a.requested_at AS at
  FROM attempts a CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE id = a.delivery_id OFFSET 0) d
  WHERE a.job_id = $1 AND ($2::uuid IS NULL OR a.delivery_id > $2) AND ($3::text IS NULL OR a.outcome::text = $3)
  ORDER BY a.delivery_id LIMIT $4`;

// Deliveries that also have an attempt of the job, because they had failed, are left out: attemptsSql returns them.
const buildDeliveriesSql = (column: string, time: string) => `
  SELECT d.id, d.id AS "traceId", NULL::uuid AS "attemptId", ${deliveryColumns},
         CASE WHEN d.state IN ('succeeded', 'failed') THEN d.state::text END AS outcome,
         d.last_response_code AS "responseCode", CASE d.state WHEN 'failed' THEN d.state_reason END AS "errorCode",
         NULL::timestamptz AS "startedAt", ${time} AS at
  FROM deliveries d
  WHERE ${column} = $1 AND ($2::uuid IS NULL OR d.id > $2)
    AND ($3::text IS NULL OR (d.state IN ('succeeded', 'failed') AND d.state::text = $3))
    AND NOT EXISTS (SELECT FROM attempts a WHERE a.job_id = $1 AND a.delivery_id = d.id)
  ORDER BY d.id LIMIT $4`;

// Exclusions whose event was removed by retention are left out.
const exclusionsSql = `
  SELECT x.id, NULL::uuid AS "traceId", NULL::uuid AS "attemptId", x.event_id AS "eventId", x.webhook_id AS "webhookId",
         e.type AS "eventType", e.entity_type AS "entityType", e.entity_id AS "entityId", NULL::text AS state, 'excluded' AS outcome,
         NULL::smallint AS "responseCode", x.reason AS "errorCode", NULL::timestamptz AS "startedAt", x.at
  FROM job_exclusions x CROSS JOIN LATERAL (SELECT * FROM events WHERE id = x.event_id OFFSET 0) e
  WHERE x.job_id = $1 AND ($2::uuid IS NULL OR x.id > $2) AND ($3::text IS NULL OR $3 = 'excluded')
  ORDER BY x.id LIMIT $4`;

const partsByKind: Record<Kind, string[]> = {
  resend: [attemptsSql],
  "release-held": [attemptsSql, buildDeliveriesSql("d.release_job_id", "d.released_at")],
  "replay-missing": [buildDeliveriesSql("d.replay_job_id", "d.created_at"), exclusionsSql],
};

/** Finds the ID and the kind of a job; null if there is no such job that this scope can see. */
export async function findJobKind(scope: Scope, typedId: string): Promise<{ id: string; kind: Kind } | null> {
  requirePermission(scope, "deliveries:read");
  const { rows } = await pool().query<{ id: string; kind: Kind }>(
    "SELECT id, kind FROM jobs WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)",
    [parseId(typedId), scope.partnerId],
  );
  return rows[0] ?? null;
}

/**
 * Reads the items of a job after `cursor`, in the order of their IDs: the attempts that it has requested, the deliveries that it has
 * released or created, and the deliveries that it could not create.
 */
export async function readItems(
  { id, kind }: { id: string; kind: Kind },
  { cursor, limit, outcome }: JobItemPageQuery,
  db: Queryable = pool(),
): Promise<ItemRow[]> {
  const { rows } = await db.query<ItemRow>(
    `SELECT i.*, w.name AS "webhookName"
     FROM (${partsByKind[kind].map((part) => `SELECT * FROM (${part}) part`).join(" UNION ALL ")} ORDER BY id LIMIT $4) i
     JOIN webhooks w ON w.id = i."webhookId" ORDER BY i.id`,
    [id, cursor ?? null, outcome ?? null, limit],
  );
  return rows;
}

/** Converts a row to an item of the API. */
export function toItem({ id: _id, startedAt, at, ...item }: ItemRow): JobItem {
  return { ...item, startedAt: startedAt?.toISOString() ?? null, at: at.toISOString() };
}
