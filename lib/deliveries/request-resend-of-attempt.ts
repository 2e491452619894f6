import { pool } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { type RequestResendResult, requestResend } from "./request-resend";

const attemptExistsSql = `
  SELECT 1 FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
  WHERE a.delivery_id = $1 AND ($2::uuid IS NULL OR d.partner_id = $2)
    AND CASE WHEN $3::uuid IS NOT NULL THEN a.id = $3 WHEN $4::int IS NOT NULL THEN a.number = $4 ELSE a.manual END
  LIMIT 1`;

export type RequestResendOfAttemptResult =
  | RequestResendResult
  | { ok: false; rejected: "no_such_attempt"; message: string };

/**
 * Requests a resend of a delivery by naming one of its attempts, which must exist (LoanPro's rule). It makes no difference which attempt is
 * named, because all attempts of a delivery have the same bytes.
 * @param attempt the attempt's number or ID, or "manual" for any manual attempt
 */
export async function requestResendOfAttempt(
  scope: Scope,
  traceId: string,
  attempt: string,
): Promise<RequestResendOfAttemptResult> {
  requirePermission(scope, "deliveries:resend");
  const id = parseId(attempt);
  const number = /^[1-9]\d{0,4}$/.test(attempt) ? Number(attempt) : null;
  const deliveryId = parseId(traceId);
  const isAttemptReference = id !== null || number !== null || attempt === "manual";
  const { rowCount } =
    deliveryId !== null && isAttemptReference
      ? await pool().query(attemptExistsSql, [deliveryId, scope.partnerId, id, number])
      : { rowCount: 0 };
  if (rowCount) return requestResend(scope, traceId);
  const message = `There is no attempt "${attempt}" for delivery ${traceId}. Use the number or ID of an existing attempt.`;
  return { ok: false, rejected: "no_such_attempt", message };
}
