import { type IncomingMessage, request as startRequest } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/** Headers that apply to one connection only (RFC 9110, section 7.6.1), and Expect, which this server has already handled. */
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
 * Relays a request to another server on this machine, with its method, path, headers (including Host) and body unchanged. There is
 * no time limit: the response can pause for any length of time. Not for receivers, whose addresses must be checked: see send.ts.
 * @returns the response, whose body is streamed; canceling the body closes the connection
 * @throws if nothing listens on the port, or the connection ends before the response begins
 */
export async function relayRequest(request: Request, port: number): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const relayedResponse = await new Promise<IncomingMessage>((resolve, reject) => {
    const relayedRequest = startRequest({
      host: "127.0.0.1",
      port,
      method: request.method,
      path: pathname + search,
      headers: Object.fromEntries(dropConnectionHeaders([...request.headers])),
      // A restart of the server could close a kept-alive connection at the moment it is reused.
      agent: false,
    });
    relayedRequest.once("response", resolve).once("error", reject);
    if (!request.body) relayedRequest.end();
    else {
      const body = Readable.fromWeb(request.body as ReadableStream);
      body.once("error", (error) => relayedRequest.destroy(error)).pipe(relayedRequest);
    }
  });
  const headers = Object.entries(relayedResponse.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const status = relayedResponse.statusCode ?? 502;
  const hasBody = request.method !== "HEAD" && !bodylessStatuses.has(status);
  if (!hasBody) relayedResponse.resume();
  return new Response(hasBody ? (Readable.toWeb(relayedResponse) as BodyInit) : null, {
    status,
    headers: dropConnectionHeaders(headers),
  });
}

function dropConnectionHeaders(headers: [string, string][]): [string, string][] {
  return headers.filter(([name]) => !connectionHeaders.has(name));
}
