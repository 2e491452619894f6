import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface ReceivedRequest {
  method: string;
  /** Path and query, as they were sent. */
  url: string;
  headers: IncomingMessage["headers"];
  rawHeaders: string[];
  body: Buffer;
  /** The time at which the body was complete, in milliseconds since 1970. */
  at: number;
}

export interface Reply {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Uint8Array;
}

/** Answers a request: returns the reply, or writes to `response` itself and returns undefined. */
export type Responder = (request: ReceivedRequest, response: ServerResponse) => Reply | undefined;

export interface Receiver {
  /** Every request, in the order in which the bodies were complete. */
  readonly requests: ReceivedRequest[];
  /** How many connections the receiver has accepted. */
  readonly connections: number;
  url(path?: string): string;
  /** Sets the answer to all requests from now on; at first it is 200 with an empty body. */
  respond(answer: Reply | Responder): void;
  /**
   * Resolves with the requests as soon as there are `enough`, or the condition `enough` holds. Rejects after `timeoutMs`
   * (5 s by default) and when the receiver is closed.
   */
  waitFor(
    enough: number | ((requests: ReceivedRequest[]) => boolean),
    timeoutMs?: number,
  ): Promise<ReceivedRequest[]>;
  /** Stops listening and kills the open connections. */
  close(): Promise<void>;
}

interface Waiter {
  isMet(): boolean;
  settle(error?: Error): void;
}

/** Starts a real receiver on a free port of 127.0.0.1 (or another `host`); with `tls`, the receiver uses https. */
export async function startReceiver(
  options: { respond?: Reply | Responder; tls?: { key: string; cert: string }; host?: string } = {},
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const waiters = new Set<Waiter>();
  let responder = toResponder(options.respond ?? { status: 200 });
  let connections = 0;

  const listener = (message: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const request: ReceivedRequest = {
        method: message.method ?? "",
        url: message.url ?? "",
        headers: message.headers,
        rawHeaders: message.rawHeaders,
        body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks),
        at: Date.now(),
      };
      requests.push(request);
      const reply = responder(request, response);
      if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
      for (const waiter of waiters) if (waiter.isMet()) waiter.settle();
    });
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail).listen(0, options.host ?? "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;

  return {
    requests,
    get connections() {
      return connections;
    },
    url: (path = "/") => `${options.tls ? "https" : "http"}://127.0.0.1:${port}${path}`,
    respond: (answer) => {
      responder = toResponder(answer);
    },
    waitFor: (enough, timeoutMs = 5000) => {
      const isMet = () => (typeof enough === "number" ? requests.length >= enough : enough(requests));
      if (isMet()) return Promise.resolve(requests);
      return new Promise((resolve, reject) => {
        const settle = (error?: Error) => {
          clearTimeout(timer);
          waiters.delete(waiter);
          if (error) reject(error);
          else resolve(requests);
        };
        const waiter: Waiter = { isMet, settle };
        const onTimeout = () =>
          settle(new Error(`The receiver waited ${timeoutMs} ms and has ${requests.length} requests.`));
        const timer = setTimeout(onTimeout, timeoutMs);
        waiters.add(waiter);
      });
    },
    close: async () => {
      for (const waiter of waiters) waiter.settle(new Error("The receiver was closed."));
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function toResponder(answer: Reply | Responder): Responder {
  return typeof answer === "function" ? answer : () => answer;
}

/** Receivers that misbehave: `receiver.respond(behaviours.hang)`, `receiver.respond(behaviours.drip({ everyMs: 5 }))`. */
export const behaviours = {
  /** Never answers. */
  hang: (): undefined => undefined,

  /** Sends the status and the headers, but never the body that the headers announce. */
  hangAfterHeaders: (_request: ReceivedRequest, response: ServerResponse): undefined => {
    response.writeHead(200, { "content-length": "10" });
    response.flushHeaders();
  },

  /** Sends the body byte by byte, with a pause after each: `bytes` bytes, or forever. */
  drip:
    ({ status = 200, everyMs = 10, bytes = Number.POSITIVE_INFINITY } = {}): Responder =>
    (_request, response) => {
      response.writeHead(status);
      response.flushHeaders();
      let left = bytes;
      const timer = setInterval(() => {
        left -= 1;
        if (left >= 0) response.write(".");
        else response.end();
      }, everyMs);
      response.on("close", () => clearInterval(timer));
      return undefined;
    },

  redirect:
    (location: string, status = 302): Responder =>
    () => ({ status, headers: { location } }),

  /** Sends a body of `bytes` bytes as fast as the client reads it, or one that never ends. */
  huge:
    ({ status = 200, bytes = Number.POSITIVE_INFINITY } = {}): Responder =>
    (_request, response) => {
      response.writeHead(status, Number.isFinite(bytes) ? { "content-length": bytes } : {});
      const block = Buffer.alloc(64 * 1024, "x");
      let bytesLeft = bytes;
      const fill = () => {
        while (bytesLeft > 0 && !response.destroyed) {
          const part = block.subarray(0, Math.min(bytesLeft, block.length));
          bytesLeft -= part.length;
          if (!response.write(part)) return;
        }
        response.end();
      };
      response.on("drain", fill);
      fill();
      return undefined;
    },

  /** Resets the connection before the response, or in the middle of its body. */
  reset:
    (when: "before" | "middle" = "before"): Responder =>
    (_request, response) => {
      if (when === "before") response.socket?.resetAndDestroy();
      else {
        response.writeHead(200, { "content-length": "1000" });
        response.write("the beginning", () => response.socket?.resetAndDestroy());
      }
      return undefined;
    },

  /** Writes `bytes` to the connection instead of a response, and then ends the connection. */
  raw:
    (bytes: string | Uint8Array): Responder =>
    (_request, response) => {
      response.socket?.end(bytes);
      return undefined;
    },

  /** Sends interim responses (RFC 9110, 15.2) forever: 1,000 every millisecond, or one every `everyMs`. */
  flood:
    ({ everyMs = 0 } = {}): Responder =>
    (_request, { socket }) => {
      const interim = "HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n";
      const timer = setInterval(() => socket?.write(everyMs === 0 ? interim.repeat(1000) : interim), everyMs);
      socket?.on("close", () => clearInterval(timer));
      return undefined;
    },
};
