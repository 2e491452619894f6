import type { IncomingMessage, ServerResponse } from "node:http";
import { ReadableStream } from "node:stream/web";
import type { RouteHandler } from "../adapters/endpoint/endpoint";

const noParams = Promise.resolve({});

/** Serves a Node request with a route handler, without Next in between. */
export async function serveRoute(
  handler: RouteHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const request = new Request(`http://${incoming.headers.host || "localhost"}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as [string, string]],
    ),
    // Not destroyed when a handler stops reading: that would close the connection before the response is sent.
    body: ReadableStream.from(incoming.iterator({ destroyOnReturn: false })),
    duplex: "half",
  } as RequestInit);
  await writeResponse(await handler(request, { params: noParams }), outgoing);
}

export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(body);
}
