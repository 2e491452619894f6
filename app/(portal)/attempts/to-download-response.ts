// Short file: three download routes use it for their responses.
import { attachmentResponse } from "@/lib/adapters/endpoint/responses";
import { toFetchResponse } from "@/lib/adapters/endpoint/to-route";
import type { DownloadPayloadResult } from "@/lib/deliveries/download-payload";

/** A download, or the reason why there is none as plain text. */
export function toDownloadResponse(outcome: DownloadPayloadResult, name: string): Response {
  if (outcome.ok) return toFetchResponse(attachmentResponse(outcome.payload, name));
  return new Response(`${outcome.message}\n`, {
    status: outcome.rejected === "masked" ? 403 : 404,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
