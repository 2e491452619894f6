import { setMaxListeners } from "node:events";
import { ConnectionPool } from "./connection-pool";
import { Exchange } from "./exchange";
import { formatRequest } from "./format-request";
import { createGuardedConnect } from "./guarded-connect";
import type { Networks } from "./networks";
import { type ResolveHost, resolveHost } from "./resolve-host";
import type { SendResult } from "./send-result";

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
  /** Like `send`, but with a callback, which must not throw. A promise for each request would cost as much as writing the request. */
  dispatch(request: SendRequest, settle: (result: SendResult) => void): void;
  /** Accepts no more requests, waits for pending ones (at most their timeouts), then closes all connections. */
  close(): Promise<void>;
}

export interface SenderOptions {
  allowedNetworks: Networks;
  /** Resolves host names; the system's resolver by default. */
  resolve?: ResolveHost;
  /** PEM of the only certificate authorities to trust; by default Node's, with NODE_EXTRA_CA_CERTS. */
  ca?: string;
  /** The most concurrent requests to one origin. Further requests wait in a queue, within their deadlines. */
  connectionsPerOrigin?: number;
}

/** While more connections than this are open, requests are sent with `Connection: close`, which limits memory for many origins. */
const maxKeptConnections = 1000;

/** Creates the only HTTP client in Hookledger that connects to receivers. A sender keeps connections: create one per process. */
export function createSender(options: SenderOptions): Sender {
  const { allowedNetworks, resolve = resolveHost, ca, connectionsPerOrigin = 128 } = options;
  const connect = createGuardedConnect({ allowedNetworks, resolve, ca });
  const pools = new Map<string, ConnectionPool>();
  const getPool = (url: URL) => {
    const known = pools.get(url.origin);
    if (known) return known;
    const pool: ConnectionPool = new ConnectionPool(url, connect, connectionsPerOrigin, () => {
      if (pools.get(url.origin) === pool) pools.delete(url.origin);
    });
    pools.set(url.origin, pool);
    return pool;
  };
  const runningExchanges = new Set<Exchange>();
  let isClosed = false;
  let onIdle = () => {};

  const dispatch = (request: SendRequest, settle: (result: SendResult) => void) => {
    const { signal } = request;
    const url = parseUrl(request.url);
    const exchange: Exchange = new Exchange(request.timeoutMs, (result) => {
      runningExchanges.delete(exchange);
      if (abort) signal?.removeEventListener("abort", abort);
      settle(result);
      if (isClosed && runningExchanges.size === 0) onIdle();
    });
    const abort = signal && (() => exchange.abort({ code: "aborted" }));
    runningExchanges.add(exchange);

    if (isClosed || signal?.aborted) return exchange.abort({ code: "aborted" });
    exchange.keepAlive = connect.sockets.size <= maxKeptConnections;
    const bytes = url && formatRequest(request, url, exchange.keepAlive);
    if (!url || !bytes) return exchange.abort({ code: "send_failed" });
    exchange.bytes = bytes;
    exchange.pool = getPool(url);
    if (abort) {
      // All requests of a worker share its signal: more than ten listeners are not a leak.
      setMaxListeners(0, signal);
      signal.addEventListener("abort", abort, { once: true });
    }
    exchange.pool.send(exchange);
  };
  const send = (request: SendRequest) =>
    new Promise<SendResult>((resolveResult) => dispatch(request, resolveResult));

  const close = async () => {
    isClosed = true;
    if (runningExchanges.size > 0) {
      await new Promise<void>((done) => {
        onIdle = done;
      });
    }
    for (const socket of connect.sockets) socket.destroy();
  };
  return { send, dispatch, close };
}

const maxParsedUrls = 1_000;
const parsedUrls = new Map<string, URL>();

/** Parses an http or https URL; undefined for any other text. */
function parseUrl(text: string): URL | undefined {
  const known = parsedUrls.get(text);
  if (known || !URL.canParse(text)) return known;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  // URL templates can make every URL unique, so the cache must not grow without limit.
  if (parsedUrls.size >= maxParsedUrls) parsedUrls.clear();
  parsedUrls.set(text, url);
  return url;
}
