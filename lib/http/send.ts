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
  /** Deadline of the whole exchange, counted from the call, in milliseconds. */
  timeoutMs: number;
  /** Aborts the request at once; the result is an error with the code "aborted". */
  signal?: AbortSignal;
}

export interface Sender {
  /**
   * Sends one request. Redirects are not followed, and a response never leads to a second request. If a kept-alive connection
   * proves to be closed before any byte of a response, the request is sent once more, on a new connection. Never rejects.
   */
  send(request: SendRequest): Promise<SendResult>;
  /** Accepts no more requests, waits for pending ones (at most their timeouts), then closes all connections. */
  close(): Promise<void>;
}

export interface SenderOptions {
  allowedNetworks: Networks;
  /** Resolves host names; the system's resolver by default. */
  resolve?: ResolveHost;
  /** PEM of the only certificate authorities to trust; by default Node's, with NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** More concurrent requests than this to one origin are queued, within their deadlines. */
  connectionsPerOrigin?: number;
}

/** Above this number of open connections none is kept alive, which limits memory when there are many origins. */
const maxKeepAliveConnections = 1000;

/** Creates the only HTTP client in Hookledger that connects to receivers. It holds connections: create one per process. */
export function createSender(options: SenderOptions): Sender {
  const { allowedNetworks: allowed, resolve = resolveHost, ca, connectionsPerOrigin = 128 } = options;
  const connect = createGuardedConnect({ allowed, resolve, ca });
  const clientOptions = {
    pipelining: 1,
    // The deadline of each exchange replaces both.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Less than the 5 s after which many servers close an idle connection; a Keep-Alive hint counts up to 30 s.
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
  /** A client for this request alone, closed when it is done: the pool could hand out another stale connection. */
  const sendOnNewConnection = (options: GuardedDispatchOptions, exchange: Exchange) => {
    const client = new GuardedClient(new URL(String(options.origin)), clientOptions, connect);
    client.dispatch({ ...options, reset: true }, exchange);
    void client.close();
  };
  const running = new Set<Exchange>();
  let closed = false;
  let idle = () => {};

  const send = (request: SendRequest) =>
    new Promise<SendResult>((resolveResult) => {
      const { signal } = request;
      const settle = (result: SendResult) => {
        running.delete(exchange);
        signal?.removeEventListener("abort", abort);
        resolveResult(result);
        if (closed && running.size === 0) idle();
      };
      const exchange = new Exchange(request.timeoutMs, settle, () => {
        if (!("code" in options)) sendOnNewConnection(options, exchange);
      });
      const abort = () => exchange.abort({ code: "aborted" });
      running.add(exchange);

      const options = dispatchOptions(request, exchange, connect.sockets.size > maxKeepAliveConnections);
      if (closed || signal?.aborted) return abort();
      if ("code" in options) return exchange.abort(options);
      if (signal) {
        // All requests of a worker share its signal: more than ten listeners are not a leak.
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
    // undici loses track of a client whose connection failed once, even if it connected later.
    for (const socket of connect.sockets) socket.destroy();
  };
  return { send, close };
}

/** The request as options for undici, or why it cannot be sent. */
function dispatchOptions(
  request: SendRequest,
  exchange: Exchange,
  reset: boolean,
): GuardedDispatchOptions | SendFailure {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return { code: "send_failed" };
  // undici would use it for both the Host header and the name in the TLS handshake.
  if (Object.keys(request.headers).some((name) => name.toLowerCase() === "host"))
    return { code: "send_failed" };
  return {
    request: exchange,
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: request.headers,
    body: request.body,
    // Otherwise undici's default: keep the connection alive.
    ...(reset && { reset }),
  };
}
