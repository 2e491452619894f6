import type { Payload } from "../../deliveries/payloads";
import { streamText } from "../../exports/stream-text";
import { writeJson } from "../../json/write-json";
import type { ApiRequest, ApiResponse } from "./http-messages";

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): ApiResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
    body: writeJson(body),
  };
}

/** A page of a list. The URL of the next page is also in a Link header (RFC 8288). */
export function pageResponse(
  list: { items: unknown[]; nextCursor: string | null },
  request: ApiRequest,
): ApiResponse {
  if (list.nextCursor === null) return jsonResponse(200, list);
  const next = new URL(request.url);
  next.searchParams.set("cursor", list.nextCursor);
  return jsonResponse(200, list, { Link: `<${next.pathname}${next.search}>; rel="next"` });
}

/**
 * A download. The bytes come from lenders, receivers or senders and may be anything, so a browser must never render them as a
 * page: attachment, no sniffing, and a sandbox in case it renders them all the same.
 * @param name the file's name without an extension; only characters that an ID can have
 */
export function attachmentResponse(
  { bytes, contentType }: Pick<Payload, "bytes" | "contentType">,
  name: string,
): ApiResponse {
  const extension = contentType.startsWith("application/json") ? "json" : "bin";
  return {
    status: 200,
    headers: {
      "Content-Type": contentType,
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename="${name}.${extension}"`,
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, no-store",
    },
    body: new Uint8Array(bytes),
  };
}

/** A file that is sent piece by piece, as it is read. */
export function streamResponse(chunks: AsyncGenerator<string>, headers: Record<string, string>): ApiResponse {
  return { status: 200, headers, body: streamText(chunks) };
}
