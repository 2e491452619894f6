import { isIP, type Socket } from "node:net";
import { buildConnector } from "undici";
import { checkDestination } from "./check-destination";
import { connectHappyEyeballs } from "./happy-eyeballs";
import { addressVerdict, type Networks } from "./networks";
import type { ResolveHost } from "./resolve-host";
import { ResponseMonitor } from "./response-monitor";
import type { SendTiming } from "./send-result";

/** A connection to a receiver, from the moment it is begun. */
export interface Connection {
  phase: "dns" | "connect" | "tls" | "ready";
  timing: SendTiming;
  sourceIp?: string;
  destinationIp?: string;
  /** Whether no request has been sent on it yet. */
  fresh: boolean;
  /** What has come of the answer to its request; once it is ready. */
  answer?: ResponseMonitor;
  /** Gives up a connection that is still being made; its caller gets an error. */
  cancel(): void;
}

/** The destination is against the rules; nothing was sent to it. */
export class DestinationBlocked extends Error {
  override name = "DestinationBlocked";
  constructor(readonly code: "address_refused" | "https_required") {
    super(code);
  }
}

/** The connection could not be made. `cause` is the platform's error. */
export class ConnectionFailed extends Error {
  override name = "ConnectionFailed";
}

export interface GuardedConnect {
  (target: buildConnector.Options, done: buildConnector.Callback): Connection;
  /** The connections that are open or being made. */
  readonly sockets: ReadonlySet<Socket>;
}

/**
 * Makes the function that opens every connection to a receiver. Addresses are judged twice: a literal, or every answer
 * of the resolver, before anything connects, so that exactly the judged addresses are tried (no second resolution to
 * rebind), and the peer of the connected socket, before TLS. There is no time limit here: whoever waits cancels.
 */
export function createGuardedConnect(options: {
  allowed: Networks;
  resolve: ResolveHost;
  /** PEM of the only authorities to trust, instead of Node's and NODE_EXTRA_CA_CERTS. */
  ca?: string | undefined;
}): GuardedConnect {
  const { allowed, resolve, ca } = options;
  const secure = buildConnector({
    timeout: 0,
    allowH2: false,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    ...(ca === undefined ? undefined : { ca }),
  });
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };

  const connect = (target: buildConnector.Options, done: buildConnector.Callback): Connection => {
    const { protocol, hostname } = target;
    const port = Number(target.port) || (protocol === "https:" ? 443 : 80);
    const clock = stopwatch();
    let ended = false;
    let release = () => {};

    const fail = (error: DestinationBlocked | ConnectionFailed) => {
      if (ended) return;
      ended = true;
      release();
      process.nextTick(done, error, null);
    };
    const cannotConnect = (cause: unknown) => fail(new ConnectionFailed("not connected", { cause }));
    const connection: Connection = {
      phase: "dns",
      timing: {},
      fresh: true,
      cancel: () => cannotConnect(undefined),
    };

    const connectTo = (found: readonly string[]) => {
      if (ended) return;
      const check = checkDestination({ protocol, hostname, addresses: found }, allowed);
      if (!check.ok) return fail(new DestinationBlocked(check.code));
      connection.phase = "connect";
      release = connectHappyEyeballs(check.addresses, port, keep, (error, socket) =>
        socket ? connected(socket) : cannotConnect(error),
      );
    };
    const connected = (socket: Socket) => {
      release = () => socket.destroy();
      connection.timing.connectMs = clock.lap();
      if (socket.localAddress !== undefined) connection.sourceIp = socket.localAddress;
      if (socket.remoteAddress !== undefined) connection.destinationIp = socket.remoteAddress;
      const verdict = addressVerdict(socket.remoteAddress ?? "", allowed);
      const blocked = verdict === "blocked" || (verdict === "public" && protocol !== "https:");
      if (blocked) return fail(new DestinationBlocked("address_refused"));
      if (protocol !== "https:") return ready(socket);
      connection.phase = "tls";
      secure({ ...target, httpSocket: socket }, (error, encrypted) => {
        if (error) return cannotConnect(error);
        connection.timing.tlsMs = clock.lap();
        ready(encrypted);
      });
    };
    const ready = (socket: Socket) => {
      // undici would connect again and again to a socket that is closed the moment it is handed over.
      if (socket.destroyed) return cannotConnect(socket.errored);
      ended = true;
      connection.phase = "ready";
      connection.answer = new ResponseMonitor(socket);
      done(null, socket);
    };

    if (isIP(hostname) !== 0) {
      connection.phase = "connect";
      process.nextTick(connectTo, [hostname]);
    } else {
      resolve(hostname).then((found) => {
        connection.timing.dnsMs = clock.lap();
        connectTo(found);
      }, cannotConnect);
    }
    return connection;
  };
  return Object.assign(connect, { sockets });
}

/** Splits a span of time into laps, in whole milliseconds. */
function stopwatch(): { lap(): number } {
  let from = performance.now();
  return {
    lap() {
      const now = performance.now();
      const lap = Math.round(now - from);
      from = now;
      return lap;
    },
  };
}
