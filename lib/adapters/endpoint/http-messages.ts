/**
 * A request to the API. A Fetch API Request and its streams cost more than accepting an event does, so the event routes are
 * served without them (lib/http-server/serve-endpoint.ts), and every other route converts its Request (to-route.ts).
 */
export interface ApiRequest {
  method: string;
  /** With scheme and host. */
  url: string;
  headers: { get(name: string): string | null };
  /** All headers as they came, in pairs of name and value. */
  listHeaders(): [name: string, value: string][];
  /** Aborted when the client closes the connection; undefined for the event routes. */
  signal?: AbortSignal;
  /** Reads the body. Returns null, and does not read the rest, if the body is larger than `maxBytes`. Can be called only once. */
  readBody(maxBytes: number): Promise<Buffer | null>;
  /** Returns the body in pieces, as it arrives. Used instead of readBody for a body that is too large to be kept in memory. */
  streamBody(): AsyncIterable<Uint8Array>;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  /** A stream is sent as it is read; the routes that are served without Next do not support streams. */
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}
