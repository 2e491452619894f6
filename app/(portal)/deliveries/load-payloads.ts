import { createHash } from "node:crypto";
import { buildCurlCommand, toShellHeaders } from "@/components/developers/curl-command";
import type { AttemptPayloads } from "@/components/history/attempt/attempt-detail";
import type { PayloadPreview } from "@/components/payload/payload-section";
import { decodeReadableText } from "@/components/payload/payload-text";
import { hideCodes } from "@/lib/deliveries/hide-codes";
import { type Payload, readDeliveryBody, readRequestBody, readResponseBody } from "@/lib/deliveries/payloads";
import { readCodesOfDelivery } from "@/lib/deliveries/read-one-time-codes";
import type { AttemptView, DeliveryView } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";

/**
 * Loads both bodies of the expanded attempt, with their one-time codes masked.
 * @param attempt must come from `hideOneTimeCodes`, because its URL and headers become part of a curl command
 */
export async function loadAttemptPayloads(
  scope: Scope,
  delivery: DeliveryView,
  attempt: AttemptView,
): Promise<AttemptPayloads> {
  const { id, method, destination, requestHeaders, responseTruncated } = attempt;
  const [request, response] = await Promise.all([readRequestBody(scope, id), readResponseBody(scope, id)]);
  // The codes are read from the delivery's body, because a GET attempt has no body: it sends the code in its URL.
  const frozenBody = await readDeliveryBody(scope, delivery.traceId);
  const codes = await readCodesOfDelivery(delivery, frozenBody?.bytes ?? null);
  const shownRequest = request && previewPayload(request, codes);
  const curl =
    request && destination && requestHeaders
      ? buildCurlCommand({
          method,
          url: destination,
          headers: toShellHeaders(requestHeaders),
          body: request.bytes,
          bodyFile: {
            name: `${id}-request.${request.contentType.startsWith("application/json") ? "json" : "bin"}`,
            onlyWhenLarge: !shownRequest?.masked,
          },
        })
      : null;
  return {
    request: shownRequest,
    response: response && previewPayload(response, codes, responseTruncated),
    curl,
  };
}

/** Loads the frozen body of a delivery, with its one-time codes masked. */
export async function loadDeliveryBody(scope: Scope, delivery: DeliveryView): Promise<PayloadPreview | null> {
  const body = await readDeliveryBody(scope, delivery.traceId);
  return body && previewPayload(body, await readCodesOfDelivery(delivery, body.bytes));
}

/** @param isTruncated whether more bytes were received than are stored. */
function previewPayload({ bytes }: Payload, codes: readonly string[], isTruncated = false): PayloadPreview {
  const readable = decodeReadableText(bytes);
  const wholeText = bytes.toString();
  // If the body is not readable text, a code in it would not be recognized, so the body counts as masked.
  const masked =
    codes.length > 0 && (readable === null || hideCodes(wholeText, codes, isTruncated) !== wholeText);
  const isCut = isTruncated || (readable !== null && readable.shownLength < bytes.length);
  return {
    bytes: bytes.length,
    sha256: masked ? null : createHash("sha256").update(bytes).digest("hex"),
    readable: readable && { ...readable, text: hideCodes(readable.text, codes, isCut) },
    masked,
  };
}
