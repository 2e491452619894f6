/**
 * A request to the API. A Fetch API Request and its streams cost more than accepting an event does, so the event routes are
 * served without them (lib/http-server/serve-endpoint.ts), and every other route converts its Request (to-route.ts).
 */
export interface ApiRequest {
  method: string;
  /** With scheme and host. */
  url: string;
  headers: { get(name: string): string | null };
  /** Aborted when the client closes the connection; undefined for the event routes. */
  signal?: AbortSignal;
  /** The body; null if it is larger than `maxBytes`: then the rest of it is not read. Call it once. */
  readBody(maxBytes: number): Promise<Buffer | null>;
  /** The body in pieces, as it arrives, for a body that is too large to be kept. Call it instead of readBody. */
  streamBody(): AsyncIterable<Uint8Array>;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  /** A stream is sent as it is read; the routes that are served without Next do not support streams. */
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}
