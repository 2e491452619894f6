// Short file: three download routes share this function.
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { toFetchResponse } from "@/lib/adapters/endpoint/to-route";
import type { DownloadPayloadResult } from "@/lib/deliveries/download-payload";

/** The download, or a plain-text response that says why there is none. */
export function toDownloadResponse(outcome: DownloadPayloadResult, name: string): Response {
  if (outcome.ok) return toFetchResponse(attachmentResponse(outcome.payload, name));
  return new Response(`${outcome.message}\n`, {
    status: outcome.rejected === "not_found" ? 404 : 403,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
