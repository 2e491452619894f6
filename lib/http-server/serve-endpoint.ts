import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../adapters/endpoint/endpoint";
import type { ApiRequest, ApiResponse } from "../adapters/endpoint/http-messages";
import { Problem } from "../adapters/endpoint/problem";

/** Serves a Node request with an endpoint, without Next and the Fetch API in between. */
export async function serveEndpoint(
  endpoint: Endpoint,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  params: Record<string, string> = {},
): Promise<void> {
  writeResponse(await endpoint(toApiRequest(incoming), params), outgoing);
}

function toApiRequest(incoming: IncomingMessage): ApiRequest {
  return {
    method: incoming.method ?? "",
    url: `http://${incoming.headers.host || "localhost"}${incoming.url}`,
    headers: {
      get(name) {
        const value = incoming.headers[name];
        return value === undefined ? null : String(value);
      },
    },
    listHeaders: () => pairHeaders(incoming.rawHeaders),
    readBody: (maxBytes) => readBody(incoming, maxBytes),
    // The request is not destroyed when its reader stops early, because that would close the connection before the response is sent.
    streamBody: () => incoming.iterator({ destroyOnReturn: false }),
  };
}

/** Node lists names and values in turn. */
function pairHeaders(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  return pairs;
}

/** The client never gets this problem as a response, because its connection is closed. */
const incompleteBody = () =>
  new Problem(400, "incomplete_body", "The connection was closed before the whole body arrived.");

function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    if (incoming.destroyed) return reject(incompleteBody());
    const body = new GrowingBody();
    const onData = (chunk: Buffer) => {
      body.add(chunk);
      if (body.size > maxBytes) settle(() => resolve(null));
    };
    const onEnd = () => settle(() => resolve(body.toBuffer()));
    const onClose = () => settle(() => reject(incompleteBody()));
    const settle = (settlePromise: () => void) => {
      incoming.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose);
      settlePromise();
    };
    incoming.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose);
  });
}

/** The body so far, in one buffer: a list of its chunks could need a hundred times its memory, because a client may send single bytes. */
class GrowingBody {
  size = 0;
  #bytes: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    const size = this.size + chunk.length;
    if (this.size === 0) {
      // Most bodies arrive in one chunk, which need not be copied.
      this.#bytes = chunk;
    } else {
      if (size > this.#bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#bytes.length));
        this.#bytes.copy(larger, 0, 0, this.size);
        this.#bytes = larger;
      }
      chunk.copy(this.#bytes, this.size);
    }
    this.size = size;
  }

  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.size);
  }
}

export function writeResponse({ status, headers, body }: ApiResponse, outgoing: ServerResponse): void {
  if (body instanceof ReadableStream) throw new Error("Only the routes that Next serves can stream.");
  // Without a Content-Length, Node sends the body chunked, which is longer and unknown to HTTP/1.0.
  const length = body === null ? undefined : { "Content-Length": Buffer.byteLength(body) };
  outgoing.writeHead(status, { ...headers, ...length });
  outgoing.end(body ?? undefined);
}
