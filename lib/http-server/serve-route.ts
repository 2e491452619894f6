import type { IncomingMessage, ServerResponse } from "node:http";
import { ReadableStream } from "node:stream/web";
import type { RouteHandler } from "../adapters/endpoint/endpoint";

const noParams = Promise.resolve({});

/** Answers a Node request by a route handler, without Next in between. */
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
    // Not destroyed when a handler stops reading: that would end the connection before it has its answer.
    body: ReadableStream.from(incoming.iterator({ destroyOnReturn: false })),
    duplex: "half",
  } as RequestInit);
  await writeResponse(await handler(request, { params: noParams }), outgoing);
}

/** Writes a whole answer. */
export async function writeResponse(answer: Response, outgoing: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.end(body);
}
