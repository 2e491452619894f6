import { pool } from "../db";
import { requirePermission, type Scope } from "../scope/scope";
import { hasBodySql } from "./body-sql";

/** Why a delivery cannot be resent. */
export interface ResendObstacle {
  rejected: "body_removed" | "webhook_deleted" | "webhook_disabled";
  message: string;
}

export interface DeliveryFacts {
  webhookName: string;
  webhookState: string;
  webhookDeleted: boolean;
  hasBody: boolean;
}

/** The columns of `DeliveryFacts`, for a query with the delivery `d` and its webhook `w`. */
export const obstacleColumns = `
  w.name AS "webhookName", w.state AS "webhookState", w.deleted_at IS NOT NULL AS "webhookDeleted",
  ${hasBodySql} AS "hasBody"`;

/** Describes why a delivery cannot be resent; null if it can. */
export function describeObstacle(facts: DeliveryFacts): ResendObstacle | null {
  const { webhookName: name } = facts;
  if (!facts.hasBody) {
    const message = "The delivery cannot be resent: its body was removed after the retention period.";
    return { rejected: "body_removed", message };
  }
  if (facts.webhookDeleted) {
    const message = `The webhook "${name}" was deleted, so this delivery cannot be resent. To receive future events, create a new webhook.`;
    return { rejected: "webhook_deleted", message };
  }
  if (facts.webhookState === "disabled") {
    const message = `The webhook "${name}" is disabled. Enable it first, then resend.`;
    return { rejected: "webhook_disabled", message };
  }
  return null;
}

const factsSql = `
  SELECT d.id AS "traceId", ${obstacleColumns}
  FROM unnest($1::uuid[]) AS page (id)
  CROSS JOIN LATERAL (SELECT * FROM deliveries WHERE id = page.id OFFSET 0) d
  JOIN webhooks w ON w.id = d.webhook_id WHERE $2::uuid IS NULL OR d.partner_id = $2`;

/** Finds, for the deliveries of a page, why they cannot be resent, by trace ID. Deliveries that can be resent are left out. */
export async function findResendObstacles(
  scope: Scope,
  traceIds: readonly string[],
): Promise<Map<string, string>> {
  requirePermission(scope, "deliveries:resend");
  const { rows } = await pool().query<DeliveryFacts & { traceId: string }>(factsSql, [
    traceIds,
    scope.partnerId,
  ]);
  return new Map(
    rows.flatMap(({ traceId, ...facts }) => {
      const obstacle = describeObstacle(facts);
      return obstacle ? [[traceId, obstacle.message] as const] : [];
    }),
  );
}

const failedSql = `
  SELECT count(*)::int AS count FROM (
    SELECT FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
    WHERE d.entity_type = $1 AND d.entity_id = $2 AND d.unsuccessful_state = 'failed'
      AND ($3::uuid IS NULL OR d.partner_id = $3) AND w.deleted_at IS NULL AND w.state <> 'disabled' AND ${hasBodySql}
    LIMIT $4) failed`;

/** Counts the failed deliveries of an entity that can be resent, up to `max`. */
export async function countResendableFailures(
  scope: Scope,
  { entityType, entityId }: { entityType: string; entityId: string },
  max: number,
): Promise<number> {
  requirePermission(scope, "deliveries:resend");
  const { rows } = await pool().query<{ count: number }>(failedSql, [
    entityType,
    entityId,
    scope.partnerId,
    max,
  ]);
  return rows[0]?.count ?? 0;
}
