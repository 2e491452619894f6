import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { can, type Scope } from "../scope/scope";
import { hideCodes } from "./hide-codes";
import { canContainOneTimeCode } from "./one-time-codes";
import { type Payload, readDeliveryBody, readRequestBody, readResponseBody } from "./payloads";
import { readCodesOfDelivery } from "./read-one-time-codes";

export type DownloadPayloadResult =
  | { ok: true; payload: Payload }
  | { ok: false; rejected: "not_found" | "masked"; message: string };

/** The body of an attempt's request or response, or a delivery's frozen body. */
export type BodyReference = { attemptId: string; which: "request" | "response" } | { traceId: string };

/**
 * Returns the bytes of a body to a user of the portal. If the body may contain a one-time code, which pages mask, the download requires
 * the permission Manage API Access and is audited.
 */
export async function downloadPayload(scope: Scope, download: BodyReference): Promise<DownloadPayloadResult> {
  const payload = await readPayload(scope, download);
  if (!payload) {
    const message = "The delivery or attempt does not exist, or its body is no longer kept.";
    return { ok: false, rejected: "not_found", message };
  }
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

async function readPayload(scope: Scope, download: BodyReference): Promise<Payload | null> {
  if ("traceId" in download) return readDeliveryBody(scope, download.traceId);
  const { attemptId, which } = download;
  return which === "request" ? readRequestBody(scope, attemptId) : readResponseBody(scope, attemptId);
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
