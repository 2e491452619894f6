import { recordAudit } from "../audit/record-audit";
import { withheldLabel } from "../customer-data/schema";
import { prisma } from "../db";
import { can, type Scope } from "../scope/scope";
import { hideCodes } from "./hide-codes";
import { canContainOneTimeCode } from "./one-time-codes";
import { type BodyReference, loadBody, type Payload, readDeliveryBody } from "./payloads";
import { readCodesOfDelivery } from "./read-one-time-codes";
import { recordRevealOfDelivery } from "./show-body";

export type DownloadPayloadResult =
  | { ok: true; payload: Payload }
  | { ok: false; rejected: "not_found" | "withheld" | "masked"; message: string };

/**
 * Returns the bytes of a body to a user of the portal. That requires the permission for customer data and is recorded. If the body may contain a one-time code, which pages mask, the download requires
 * the permission Manage API Access and is audited.
 */
export async function downloadPayload(scope: Scope, download: BodyReference): Promise<DownloadPayloadResult> {
  const payload = await loadBody(scope, download);
  if (!payload) {
    const message = "The delivery or attempt does not exist, or its body is no longer kept.";
    return { ok: false, rejected: "not_found", message };
  }
  if (!can(scope, "customer-data:read")) return { ok: false, rejected: "withheld", message: withheldLabel };
  await recordRevealOfDelivery(scope, payload);
  if (!(await mayContainOneTimeCode(scope, payload))) return { ok: true, payload };
  if (!can(scope, "webhooks:write")) {
    const message =
      "This body may contain a one-time code. Downloading the body requires the permission Manage API Access.";
    return { ok: false, rejected: "masked", message };
  }
  const { traceId, partnerId } = payload.delivery;
  await recordAudit(prisma(), scope, {
    action: "delivery.code-revealed",
    targetId: traceId,
    partnerId,
    details: { ...download },
  });
  return { ok: true, payload };
}

/** A response may repeat a code in a form that is not recognized, so this also returns true if the delivery's body contains a code. */
async function mayContainOneTimeCode(scope: Scope, { bytes, delivery }: Payload): Promise<boolean> {
  if (!canContainOneTimeCode(delivery.eventType)) return false;
  const sent = await readDeliveryBody(scope, delivery.traceId);
  // A body that retention has removed may have contained a code.
  if (sent === null) return true;
  const codes = await readCodesOfDelivery(delivery, sent.bytes);
  return [sent.bytes, bytes].some((body) => hideCodes(body.toString(), codes) !== body.toString());
}
