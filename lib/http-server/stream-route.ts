import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ReadableStream } from "node:stream/web";

/**
 * Serves a Node request with a route handler whose response may take long, without Next in between: the response is
 * streamed. If the client closes the connection, the response's body is canceled.
 * @param signal aborts the response
 */
export async function streamRoute(
  handler: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const response = await handler(toRequest(incoming));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const body = response.body ? Readable.fromWeb(response.body as ReadableStream) : Readable.from([]);
  // If either side ends early, the connection to the client is closed, so that the response does not look complete.
  await pipeline(body, outgoing, { signal }).catch(() => outgoing.destroy());
}

function toRequest(incoming: IncomingMessage): Request {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://${incoming.headers.host || "localhost"}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    // The request is not destroyed when a handler stops reading, because that would close the connection before the response is sent.
    body: hasBody ? ReadableStream.from(incoming.iterator({ destroyOnReturn: false })) : undefined,
    duplex: "half",
  } as RequestInit);
}
