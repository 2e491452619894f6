import { createHash } from "node:crypto";
import { buildCurlCommand, toShellHeaders } from "@/components/developers/curl-command";
import type { AttemptPayloads } from "@/components/history/attempt/attempt-detail";
import type { PayloadPreview } from "@/components/payload/payload-section";
import { decodeReadableText } from "@/components/payload/payload-text";
import { canContainOneTimeCode, maskKnownCodes, maskOneTimeCodes } from "@/lib/deliveries/one-time-codes";
import { type Payload, readDeliveryBody, readRequestBody, readResponseBody } from "@/lib/deliveries/payloads";
import type { AttemptView, DeliveryView } from "@/lib/deliveries/schema";
import type { Scope } from "@/lib/scope/scope";

/** Both bodies of an attempt, masked where they contain a one-time code, and the request as a curl command. */
export async function loadAttemptPayloads(
  scope: Scope,
  { eventType }: DeliveryView,
  attempt: AttemptView,
): Promise<AttemptPayloads> {
  const { id, method, destination, requestHeaders } = attempt;
  const [request, response] = await Promise.all([readRequestBody(scope, id), readResponseBody(scope, id)]);
  const mayHaveCode = canContainOneTimeCode(eventType);
  const codes = mayHaveCode && request ? maskOneTimeCodes(request.bytes.toString()).codes : [];
  const curl =
    request && destination && requestHeaders
      ? buildCurlCommand({
          method,
          url: destination,
          headers: toShellHeaders(requestHeaders),
          body: request.bytes,
          bodyFile: {
            name: `${id}-request.${request.contentType.startsWith("application/json") ? "json" : "bin"}`,
            onlyWhenLarge: codes.length === 0,
          },
        })
      : null;
  return {
    request: request && previewPayload(request, mayHaveCode ? (text) => maskOneTimeCodes(text).text : null),
    response:
      response && previewPayload(response, codes.length > 0 ? (text) => maskKnownCodes(text, codes) : null),
    curl,
  };
}

/** The frozen body of a delivery, masked where it contains a one-time code. */
export async function loadDeliveryBody(scope: Scope, { traceId, eventType }: DeliveryView) {
  const body = await readDeliveryBody(scope, traceId);
  return (
    body &&
    previewPayload(body, canContainOneTimeCode(eventType) ? (text) => maskOneTimeCodes(text).text : null)
  );
}

function previewPayload({ bytes }: Payload, mask: ((text: string) => string) | null): PayloadPreview {
  const readable = decodeReadableText(bytes);
  if (!mask) {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { bytes: bytes.length, sha256, readable, masked: false };
  }
  const text = readable && mask(readable.text);
  // A response without any of the codes needs no mask.
  const masked = readable === null || text !== readable.text;
  return {
    bytes: bytes.length,
    sha256: masked ? null : createHash("sha256").update(bytes).digest("hex"),
    readable: readable && text !== null ? { ...readable, text } : null,
    masked,
  };
}
