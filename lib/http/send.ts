import { setMaxListeners } from "node:events";
import { Agent, Pool } from "undici";
import { Exchange } from "./exchange";
import { GuardedClient, type GuardedDispatchOptions } from "./guarded-client";
import { createGuardedConnect } from "./guarded-connect";
import type { Networks } from "./networks";
import { type ResolveHost, resolveHost } from "./resolve-host";
import type { SendFailure, SendResult } from "./send-result";

export interface SendRequest {
  url: string;
  method: string;
  /** Sent as they are, with Host, Connection and Content-Length added. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Deadline of the whole exchange, from the call on, in milliseconds. */
  timeoutMs: number;
  /** Gives the request up at once; the result is an error with the code "aborted". */
  signal?: AbortSignal;
}

export interface Sender {
  /**
   * Sends one request: no redirect is followed, and no answer leads to a second request. Only where a kept connection
   * proves to be closed before any byte of an answer, the request goes on a new one, once. Never rejects.
   */
  send(request: SendRequest): Promise<SendResult>;
  /** Takes no more requests, waits for those that run (at most their timeouts), then closes all connections. */
  close(): Promise<void>;
}

export interface SenderOptions {
  allowedNetworks: Networks;
  /** How host names become addresses; the system's resolver by default. */
  resolve?: ResolveHost;
  /** PEM of the only certificate authorities to trust; by default Node's, with NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** More requests than this to one origin wait for one another, inside their deadlines. */
  connectionsPerOrigin?: number;
}

/** With more open connections than this none is kept for reuse, which bounds memory when there are many origins. */
const keptConnectionsMax = 1000;

/** Makes the one thing in Hookledger that talks to receivers. Holds connections: make one for a process. */
export function createSender(options: SenderOptions): Sender {
  const { allowedNetworks: allowed, resolve = resolveHost, ca, connectionsPerOrigin = 128 } = options;
  const connect = createGuardedConnect({ allowed, resolve, ca });
  const clientOptions = {
    pipelining: 1,
    // The deadline of each exchange replaces these two.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Less than the 5 s after which many servers close an idle connection; their own hints up to 30 s count.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    maxHeaderSize: 64 * 1024,
  };
  const agent = new Agent({
    ...clientOptions,
    connections: connectionsPerOrigin,
    factory: (origin, given) =>
      new Pool(origin, { ...given, factory: (url, rest) => new GuardedClient(url, rest, connect) }),
  });
  /** The pool could hand out another old connection: one for this request alone, closed when it is done. */
  const sendOnNewConnection = (options: GuardedDispatchOptions, exchange: Exchange) => {
    const client = new GuardedClient(new URL(String(options.origin)), clientOptions, connect);
    client.dispatch({ ...options, reset: true }, exchange);
    void client.close();
  };
  const running = new Set<Exchange>();
  let closed = false;
  let idle = () => {};

  const send = (request: SendRequest) =>
    new Promise<SendResult>((answer) => {
      const { signal } = request;
      const settle = (result: SendResult) => {
        running.delete(exchange);
        signal?.removeEventListener("abort", abort);
        answer(result);
        if (closed && running.size === 0) idle();
      };
      const exchange = new Exchange(request.timeoutMs, settle, () => {
        if (!("code" in options)) sendOnNewConnection(options, exchange);
      });
      const abort = () => exchange.abort({ code: "aborted" });
      running.add(exchange);

      const options = dispatchOptions(request, exchange, connect.sockets.size > keptConnectionsMax);
      if (closed || signal?.aborted) return abort();
      if ("code" in options) return exchange.abort(options);
      if (signal) {
        // One signal that stops a whole worker is shared by all its requests: more than ten listeners are no leak.
        setMaxListeners(0, signal);
        signal.addEventListener("abort", abort, { once: true });
      }
      agent.dispatch(options, exchange);
    });

  const close = async () => {
    closed = true;
    if (running.size > 0) {
      await new Promise<void>((done) => {
        idle = done;
      });
    }
    await agent.destroy();
    // undici forgets a client whose connection once failed, even if it connected later.
    for (const socket of connect.sockets) socket.destroy();
  };
  return { send, close };
}

/** The request in undici's terms, or why it cannot be sent. */
function dispatchOptions(
  request: SendRequest,
  pending: Exchange,
  reset: boolean,
): GuardedDispatchOptions | SendFailure {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return { code: "send_failed" };
  // undici would take both the Host header and the name in the TLS handshake from it.
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === "host"))
    return { code: "send_failed" };
  return {
    pending,
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: request.headers,
    body: request.body,
    // Otherwise undici's default: keep the connection.
    ...(reset && { reset }),
  };
}
