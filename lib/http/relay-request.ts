import { type IncomingMessage, request as startRequest } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/** Headers that belong to one connection (RFC 9110, section 7.6.1), and what a server answers before it reads a body. */
const connectionHeaders = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const bodylessStatuses = new Set([204, 205, 304]);

/**
 * Passes a request on to another server of this machine: its method, path, headers (Host too) and body, as they are. No time
 * limit: the answer may be quiet for as long as it likes. Not for receivers, whose addresses must be checked: see send.ts.
 * @returns the answer, whose body is streamed; cancelling the body closes the connection
 * @throws if nothing listens there, or the connection ends before an answer
 */
export async function relayRequest(request: Request, port: number): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const relayedRequest = startRequest({
      host: "127.0.0.1",
      port,
      method: request.method,
      path: pathname + search,
      headers: Object.fromEntries(dropConnectionHeaders([...request.headers])),
      // A kept connection could be closed by a restart of the server just when it is used again.
      agent: false,
    });
    relayedRequest.once("response", resolve).once("error", reject);
    if (!request.body) relayedRequest.end();
    else {
      const body = Readable.fromWeb(request.body as ReadableStream);
      body.once("error", (error) => relayedRequest.destroy(error)).pipe(relayedRequest);
    }
  });
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const status = answer.statusCode ?? 502;
  const hasBody = request.method !== "HEAD" && !bodylessStatuses.has(status);
  if (!hasBody) answer.resume();
  return new Response(hasBody ? (Readable.toWeb(answer) as BodyInit) : null, {
    status,
    headers: dropConnectionHeaders(headers),
  });
}

function dropConnectionHeaders(headers: [string, string][]): [string, string][] {
  return headers.filter(([name]) => !connectionHeaders.has(name));
}
