import type { Payload } from "../../deliveries/payloads";

/**
 * Bytes for download. They come from lenders or receivers and may be anything, so a browser must never show them
 * as a page: attachment, no sniffing, and a sandbox in case it does all the same.
 * @param name without an ending; only characters of an id.
 */
export function attachment({ bytes, contentType }: Payload, name: string): Response {
  const ending = contentType.startsWith("application/json") ? "json" : "bin";
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": contentType,
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename="${name}.${ending}"`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, no-store",
    },
  });
}
