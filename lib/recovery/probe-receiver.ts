import { setTimeout as wait } from "node:timers/promises";
import { limitFailure } from "../customer-data/limit-failure";
import { pool, prisma } from "../db";
import { hasBodySql } from "../deliveries/body-sql";
import { requestResend } from "../deliveries/request-resend";
import { parseId } from "../ids";
import type { FailureParams } from "../reasons/codes";
import { buildFailureMessage } from "../reasons/describe";
import { requirePermission, type Scope } from "../scope/scope";
import { visibleWebhooksFilter } from "../webhooks/queries";
import type { Probe } from "./schema";

export type ProbeReceiverResult =
  | { ok: true; probe: Probe }
  | { ok: false; rejected: "not_found" | "webhook_disabled" | "nothing_to_send"; message: string };

/** The delivery that tests a receiver. */
interface ProbeDelivery {
  traceId: string;
  state: "failed" | "held";
}

/** The time, in addition to the webhook's timeout, that a worker needs to start the attempt and to record its outcome. */
const defaultMarginMs = 10_000;
const pollMs = 100;

/**
 * Tests the receiver of a webhook with a manual attempt of one of its deliveries: the failed one that caused the pause, or else the
 * oldest held one. If the attempt succeeds, that delivery becomes succeeded; the webhook does not change. Waits for the outcome for the
 * webhook's timeout plus `marginMs`. Requires webhooks:write and deliveries:resend.
 */
export async function probeReceiver(
  scope: Scope,
  typedId: string,
  marginMs = defaultMarginMs,
): Promise<ProbeReceiverResult> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  const webhook =
    id &&
    (await prisma().webhook.findFirst({
      where: { ...visibleWebhooksFilter(scope), id },
      select: { timeoutSeconds: true },
    }));
  if (!webhook) return reject("not_found", `There is no webhook ${typedId}.`);
  requirePermission(scope, "deliveries:resend");
  const delivery = await findProbeDelivery(id);
  if (!delivery) return reject("nothing_to_send", nothingToSendMessage);
  const requested = await requestResend(scope, delivery.traceId);
  if (!requested.ok) return rejectResend(requested);
  const deadline = performance.now() + webhook.timeoutSeconds * 1_000 + marginMs;
  return { ok: true, probe: await waitForOutcome(scope, delivery.traceId, requested.attemptId, deadline) };
}

const nothingToSendMessage =
  "The webhook has no delivery to test its receiver with: none is held, and the delivery that paused it is no longer failed or no longer has a body.";

function reject(rejected: Extract<ProbeReceiverResult, { ok: false }>["rejected"], message: string) {
  return { ok: false as const, rejected, message };
}

/** Rejects the test because the resend was rejected: the webhook is disabled or was just deleted, or the body was just removed. */
function rejectResend({ rejected, message }: { rejected: string; message: string }): ProbeReceiverResult {
  if (rejected === "webhook_disabled") return reject(rejected, message);
  return reject(rejected === "body_removed" ? "nothing_to_send" : "not_found", message);
}

const failedSql = `
  SELECT d.id FROM webhooks w JOIN deliveries d ON d.id = w.paused_by_delivery
  WHERE w.id = $1 AND d.unsuccessful_state = 'failed' AND ${hasBodySql}`;

// A delivery that a worker is still sending is left out: it gets an outcome without a test.
const heldSql = `
  SELECT delivery_id AS id FROM open_deliveries
  WHERE webhook_id = $1 AND due_at IS NULL AND lease_token IS NULL ORDER BY delivery_id LIMIT 1`;

/** Finds the delivery with which a webhook's receiver would be tested; null if there is none. */
export async function findProbeDelivery(webhookId: string): Promise<ProbeDelivery | null> {
  for (const [state, sql] of [["failed", failedSql] as const, ["held", heldSql] as const]) {
    const { rows } = await pool().query<{ id: string }>(sql, [webhookId]);
    if (rows[0]) return { traceId: rows[0].id, state };
  }
  return null;
}

interface AttemptRow extends Pick<Probe, "outcome" | "responseCode" | "durationMs"> {
  errorCode: string | null;
  errorParams: FailureParams | null;
}

const attemptSql = `
  SELECT outcome, response_code AS "responseCode", duration_ms AS "durationMs", error_code AS "errorCode",
         error_params AS "errorParams"
  FROM attempts WHERE id = $1 AND delivery_id = $2`;

async function waitForOutcome(
  scope: Scope,
  traceId: string,
  attemptId: string,
  deadline: number,
): Promise<Probe> {
  for (;;) {
    const { rows } = await pool().query<AttemptRow>(attemptSql, [attemptId, traceId]);
    const [attempt] = rows;
    const outcome = attempt?.outcome ?? null;
    if (outcome === null && performance.now() < deadline) {
      await wait(pollMs);
      continue;
    }
    const { errorCode: code = null, errorParams: params = null } = attempt ?? {};
    return {
      traceId,
      attemptId,
      outcome,
      responseCode: attempt?.responseCode ?? null,
      durationMs: attempt?.durationMs ?? null,
      error:
        code === null
          ? null
          : { code, message: buildFailureMessage(limitFailure(scope, { code, params }), "stopped") },
    };
  }
}
