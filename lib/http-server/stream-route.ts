import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ReadableStream } from "node:stream/web";

/**
 * Serves a Node request with a route handler whose response may take long, without Next in between: the response is sent as it
 * comes. If the client closes the connection, the response's body is canceled.
 * @param signal cuts the response off
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
  // Whichever side was cut off: the other one has to see it, and there is nobody to respond to.
  await pipeline(body, outgoing, { signal }).catch(() => outgoing.destroy());
}

function toRequest(incoming: IncomingMessage): Request {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://${incoming.headers.host || "localhost"}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    // Not destroyed when a handler stops reading: that would close the connection before the response is sent.
    body: hasBody ? ReadableStream.from(incoming.iterator({ destroyOnReturn: false })) : undefined,
    duplex: "half",
  } as RequestInit);
}
