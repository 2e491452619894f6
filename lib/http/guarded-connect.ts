import { isIP, type Socket } from "node:net";
import { buildConnector } from "undici";
import { checkDestination } from "./check-destination";
import { connectHappyEyeballs } from "./happy-eyeballs";
import { classifyAddress, type Networks } from "./networks";
import type { ResolveHost } from "./resolve-host";
import type { SendTiming } from "./send-result";

/** A connection to a receiver: open, or still being opened. */
export interface Connection {
  phase: "dns" | "connect" | "tls" | "ready";
  timing: SendTiming;
  sourceIp?: string;
  destinationIp?: string;
  /** Cancels a connection that is still being opened; the caller gets an error. */
  cancel(): void;
}

/** The error when the destination is blocked. Nothing was sent to it. */
export class DestinationBlocked extends Error {
  override name = "DestinationBlocked";
  constructor(readonly code: "address_refused" | "https_required") {
    super(code);
  }
}

/** The error when the connection could not be opened. `cause` is the platform's error. */
export class ConnectionFailed extends Error {
  override name = "ConnectionFailed";
}

export interface GuardedConnect {
  (target: buildConnector.Options, done: buildConnector.Callback): Connection;
  /** The connections that are open or being opened. */
  readonly sockets: ReadonlySet<Socket>;
}

/**
 * Creates the function that opens every connection to a receiver. Addresses are checked twice. Before anything connects,
 * the address in the URL, or every address from the resolver, is checked, and exactly these addresses are tried: resolving the name
 * a second time could give other addresses (DNS rebinding). Before TLS, the peer address of the connected socket is checked. There
 * is no time limit here: the caller cancels.
 */
export function createGuardedConnect(options: {
  allowedNetworks: Networks;
  resolve: ResolveHost;
  /** PEM of the only authorities to trust, instead of Node's and NODE_EXTRA_CA_CERTS. */
  ca?: string | undefined;
}): GuardedConnect {
  const { allowedNetworks, resolve, ca } = options;
  const connectTls = buildConnector({
    timeout: 0,
    allowH2: false,
    rejectUnauthorized: true,
    minVersion: "TLSv1.2",
    ...(ca === undefined ? undefined : { ca }),
  });
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };

  const connect = (target: buildConnector.Options, done: buildConnector.Callback): Connection => {
    const { protocol, hostname } = target;
    const port = Number(target.port) || (protocol === "https:" ? 443 : 80);
    const clock = startStopwatch();
    let hasEnded = false;
    let release = () => {};

    const fail = (error: DestinationBlocked | ConnectionFailed) => {
      if (hasEnded) return;
      hasEnded = true;
      release();
      process.nextTick(done, error, null);
    };
    const failConnection = (cause: unknown) => fail(new ConnectionFailed("not connected", { cause }));
    const connection: Connection = {
      phase: "dns",
      timing: {},
      cancel: () => failConnection(undefined),
    };

    const connectToAny = (addresses: readonly string[]) => {
      if (hasEnded) return;
      const check = checkDestination({ protocol, hostname, addresses }, allowedNetworks);
      if (!check.ok) return fail(new DestinationBlocked(check.code));
      connection.phase = "connect";
      release = connectHappyEyeballs(check.addresses, port, track, (error, socket) =>
        socket ? onConnected(socket) : failConnection(error),
      );
    };
    const onConnected = (socket: Socket) => {
      release = () => socket.destroy();
      connection.timing.connectMs = clock.lap();
      if (socket.localAddress !== undefined) connection.sourceIp = socket.localAddress;
      if (socket.remoteAddress !== undefined) connection.destinationIp = socket.remoteAddress;
      const verdict = classifyAddress(socket.remoteAddress ?? "", allowedNetworks);
      const blocked = verdict === "blocked" || (verdict === "public" && protocol !== "https:");
      if (blocked) return fail(new DestinationBlocked("address_refused"));
      if (protocol !== "https:") return onReady(socket);
      connection.phase = "tls";
      connectTls({ ...target, httpSocket: socket }, (error, encrypted) => {
        if (error) return failConnection(error);
        connection.timing.tlsMs = clock.lap();
        onReady(encrypted);
      });
    };
    const onReady = (socket: Socket) => {
      if (socket.destroyed) return failConnection(socket.errored);
      hasEnded = true;
      connection.phase = "ready";
      done(null, socket);
    };

    if (isIP(hostname) !== 0) {
      connection.phase = "connect";
      process.nextTick(connectToAny, [hostname]);
    } else {
      resolve(hostname).then((addresses) => {
        connection.timing.dnsMs = clock.lap();
        connectToAny(addresses);
      }, failConnection);
    }
    return connection;
  };
  return Object.assign(connect, { sockets });
}

/** Starts a stopwatch whose `lap` returns the whole milliseconds since the previous lap. */
function startStopwatch(): { lap(): number } {
  let lapStart = performance.now();
  return {
    lap() {
      const now = performance.now();
      const lap = Math.round(now - lapStart);
      lapStart = now;
      return lap;
    },
  };
}
