import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Db, prisma } from "../db";
import { newId, parseId } from "../ids";
import { isWithinTarget } from "../scope/link-target";
import { requirePermissionWithinTarget, type Scope } from "../scope/scope";
import { wakeWorkers } from "../slots/wake-workers";
import { findRequestedAttempt, makeAttemptId } from "./repeatable-request";
import {
  type DeliveryFacts,
  describeObstacle,
  obstacleColumns,
  type ResendObstacle,
} from "./resend-obstacles";

export type RequestResendResult =
  | { ok: true; attemptId: string; deliveryId: string; webhookId: string }
  | { ok: false; rejected: "not_found" | ResendObstacle["rejected"]; message: string };

interface ResendIds {
  /** A UUID of a client that may repeat its request (a double click, no response): the second request changes nothing. */
  requestId?: string;
  /** A new ID of our own that the attempt gets. */
  attemptId?: string;
}

/**
 * Requests one manual attempt of an existing delivery: same trace ID, same bytes. The scheduled retry and the
 * delivery's attempt count stay as they are (LoanPro's rule).
 */
export async function requestResend(
  scope: Scope,
  typedId: string,
  ids: ResendIds = {},
): Promise<RequestResendResult> {
  requirePermissionWithinTarget(scope, "deliveries:resend");
  const traceId = parseId(typedId);
  const outcome =
    traceId === null
      ? notFound(typedId)
      : await prisma().$transaction((db) => addManualAttempt(db, scope, traceId, ids));
  if (outcome.ok) {
    const { webhookId } = outcome;
    void wakeWorkers({ webhookIds: [webhookId], resend: true });
  }
  return outcome;
}

function notFound(traceId: string): RequestResendResult {
  return { ok: false, rejected: "not_found", message: `There is no delivery ${traceId}.` };
}

interface ResendRow extends DeliveryFacts {
  webhookId: string;
  partnerId: string | null;
  entityType: string;
  entityId: string;
}

async function addManualAttempt(
  db: Db,
  scope: Scope,
  traceId: string,
  { requestId, attemptId: ownId }: ResendIds,
): Promise<RequestResendResult> {
  const [row] = await db.$queryRaw<ResendRow[]>`
    SELECT d.webhook_id AS "webhookId", d.partner_id AS "partnerId", d.entity_type AS "entityType", d.entity_id AS "entityId",
           ${Prisma.raw(obstacleColumns)}
    FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
    WHERE d.id = ${traceId}::uuid AND (${scope.partnerId}::uuid IS NULL OR d.partner_id = ${scope.partnerId}::uuid)`;
  if (!row || !isWithinTarget(scope, row)) return notFound(traceId);
  const obstacle = describeObstacle(row);
  if (obstacle) return { ok: false, ...obstacle };
  const { webhookId } = row;
  const earlierId = requestId === undefined ? null : await findRequestedAttempt(db, traceId, requestId);
  if (earlierId) return { ok: true, attemptId: earlierId, deliveryId: traceId, webhookId };
  const requestedAt = currentTime();
  const attemptId = requestId === undefined ? (ownId ?? newId()) : makeAttemptId(requestId, requestedAt);
  await db.attempt.create({
    data: { id: attemptId, deliveryId: traceId, manual: true, requestedBy: scope.actor.name, requestedAt },
  });
  await recordAudit(db, scope, {
    action: "delivery.resend-requested",
    targetId: traceId,
    partnerId: row.partnerId,
    details: { attemptId, webhookId },
  });
  return { ok: true, attemptId, deliveryId: traceId, webhookId };
}
