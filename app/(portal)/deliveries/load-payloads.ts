import { createHash } from "node:crypto";
import { buildCurlCommand, toShellHeaders } from "@/components/developers/curl-command";
import type { AttemptPayloads } from "@/components/history/attempt/attempt-detail";
import type { PayloadPreview } from "@/components/payload/payload-section";
import { decodeReadableText } from "@/components/payload/payload-text";
import { hideCodes } from "@/lib/deliveries/hide-codes";
import { readCodesOfDelivery } from "@/lib/deliveries/read-one-time-codes";
import type { AttemptView, DeliveryView } from "@/lib/deliveries/schema";
import { type ShownBody, showBody } from "@/lib/deliveries/show-body";
import type { Scope } from "@/lib/scope/scope";

/**
 * Loads both bodies of the expanded attempt, as far as the scope can see them, with their one-time codes masked.
 * @param attempt must come from `hideOneTimeCodes`, because its URL and headers become part of a curl command
 */
export async function loadAttemptPayloads(
  scope: Scope,
  delivery: DeliveryView,
  attempt: AttemptView,
): Promise<AttemptPayloads> {
  const { id, method, destination, requestHeaders, responseTruncated } = attempt;
  // One after another, so that a view is recorded once.
  const request = await showBody(scope, { attemptId: id, which: "request" });
  const response = await showBody(scope, { attemptId: id, which: "response" });
  // The codes are read from the delivery's body, because a GET attempt has no body: it sends the code in its URL.
  const frozenBody = method === "GET" ? await showBody(scope, { traceId: delivery.traceId }) : request;
  const codes = await readCodesOfDelivery(delivery, frozenBody?.bytes ?? null);
  const shownRequest = request && previewPayload(request, codes);
  const curl =
    request?.limit === null && destination && requestHeaders
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

/** Loads the frozen body of a delivery, as far as the scope can see it, with its one-time codes masked. */
export async function loadDeliveryBody(scope: Scope, delivery: DeliveryView): Promise<PayloadPreview | null> {
  const body = await showBody(scope, { traceId: delivery.traceId });
  return body && previewPayload(body, await readCodesOfDelivery(delivery, body.bytes));
}

/** @param isTruncated whether more bytes were received than are stored. */
function previewPayload(
  { bytes, size, limit }: ShownBody,
  codes: readonly string[],
  isTruncated = false,
): PayloadPreview {
  if (limit === "withheld") return { bytes: size, sha256: null, readable: null, masked: false, limit };
  const readable = decodeReadableText(bytes);
  const wholeText = bytes.toString();
  // If the body is not readable text, a code in it would not be recognized, so the body counts as masked.
  const masked =
    codes.length > 0 && (readable === null || hideCodes(wholeText, codes, isTruncated) !== wholeText);
  const isCut = isTruncated || (readable !== null && readable.shownLength < bytes.length);
  return {
    bytes: bytes.length,
    sha256: masked || limit ? null : createHash("sha256").update(bytes).digest("hex"),
    readable: readable && { ...readable, text: hideCodes(readable.text, codes, isCut) },
    masked,
    limit,
  };
}
