import { setTimeout as wait } from "node:timers/promises";
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

/** Beyond the timeout of the webhook: until a worker is awake and has the attempt, and until its outcome is recorded. */
const defaultMarginMs = 10_000;
const pollMs = 100;

/**
 * Tests the receiver of a webhook by a manual attempt of one of its deliveries: the failed one that caused the pause, else the oldest
 * held one. A success makes that delivery succeeded, and nothing else changes: the webhook stays as it is. Waits for the outcome as long
 * as the webhook's timeout and `marginMs` allow. Needs webhooks:write and deliveries:resend.
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
  return { ok: true, probe: await waitForOutcome(delivery.traceId, requested.attemptId, deadline) };
}

const nothingToSendMessage =
  "The webhook has no delivery to test its receiver with: none is held, and the one that paused it has not failed or has no body any more.";

function reject(rejected: Extract<ProbeReceiverResult, { ok: false }>["rejected"], message: string) {
  return { ok: false as const, rejected, message };
}

/** The delivery was there a moment ago: its webhook was deleted, or its body was removed meanwhile. */
function rejectResend({ rejected, message }: { rejected: string; message: string }): ProbeReceiverResult {
  if (rejected === "webhook_disabled") return reject(rejected, message);
  return reject(rejected === "body_removed" ? "nothing_to_send" : "not_found", message);
}

const failedSql = `
  SELECT d.id FROM webhooks w JOIN deliveries d ON d.id = w.paused_by_delivery
  WHERE w.id = $1 AND d.unsuccessful_state = 'failed' AND ${hasBodySql}`;

// One that a worker is still sending tells more by its own outcome.
const heldSql = `
  SELECT delivery_id AS id FROM open_deliveries
  WHERE webhook_id = $1 AND due_at IS NULL AND lease_token IS NULL ORDER BY delivery_id LIMIT 1`;

/** The delivery with which a webhook's receiver would be tested; null: there is none. */
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

async function waitForOutcome(traceId: string, attemptId: string, deadline: number): Promise<Probe> {
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
          : { code, message: buildFailureMessage({ code, params, message: null }, "stopped") },
    };
  }
}
