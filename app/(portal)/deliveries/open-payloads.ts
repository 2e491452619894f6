import { createHash } from "node:crypto";
import type { OpenPayloads } from "@/components/history/attempt-detail";
import { readableText } from "@/components/history/readable-text";
import type { ShownPayload } from "@/components/history/shown-payload";
import type { Scope } from "@/lib/access/scope";
import { type PayloadOutcome, requestBody, responseBody } from "@/lib/deliveries/payloads";

/** Both bodies of the attempt that is open on a page, as the page shows them. */
export async function openPayloads(scope: Scope, attemptId: string): Promise<OpenPayloads> {
  const [request, response] = await Promise.all([
    requestBody(scope, attemptId),
    responseBody(scope, attemptId),
  ]);
  return { request: toShown(request), response: toShown(response) };
}

function toShown(payload: PayloadOutcome): ShownPayload | null {
  if (!payload) return null;
  const { bytes } = payload;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes: bytes.length, sha256, readable: readableText(bytes) };
}
