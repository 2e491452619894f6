import { isIP, type LookupFunction, Socket } from "node:net";
import { buildConnector } from "undici";
import { type Judgement, judgeDestination } from "./judge-destination";
import { addressVerdict, type Networks } from "./networks";
import type { ResolveHost } from "./resolve-host";
import type { SendTiming } from "./send-result";

/** A connection to a receiver, from the moment it is begun. */
export interface Connection {
  phase: "dns" | "connect" | "tls" | "ready";
  timing: SendTiming;
  sourceIp?: string;
  destinationIp?: string;
  /** Whether no request has been sent on it yet. */
  fresh: boolean;
  /** Gives up a connection that is still being made; its caller gets an error. */
  cancel(): void;
}

/** The destination is against the rules; nothing was sent to it. */
export class DestinationRefused extends Error {
  override name = "DestinationRefused";
  constructor(readonly code: "address_refused" | "https_required") {
    super(code);
  }
}

/** The connection could not be made. `cause` is the platform's error. */
export class CannotConnect extends Error {
  override name = "CannotConnect";
}

export interface GuardedConnect {
  (target: buildConnector.Options, done: buildConnector.Callback): Connection;
  /** The connections that are open or being made. */
  readonly sockets: ReadonlySet<Socket>;
}

/**
 * Makes the function that opens every connection to a receiver. Addresses are judged in three places: literals
 * before connecting (the platform calls `lookup` only for names), every answer of the resolver inside `lookup`, so
 * that exactly the judged addresses are tried (no second resolution to rebind), and the peer of the connected socket.
 * There is no time limit here: whoever waits cancels.
 */
export function createGuardedConnect(options: {
  allowed: Networks;
  resolve: ResolveHost;
  /** PEM of the only authorities to trust, instead of Node's and NODE_EXTRA_CA_CERTS. */
  ca?: string | undefined;
}): GuardedConnect {
  const { allowed, resolve, ca } = options;
  const judge = (protocol: string, hostname: string, addresses: readonly string[]) =>
    judgeDestination({ protocol, hostname, addresses }, allowed);
  const connectorFor = (protocol: string) =>
    buildConnector({
      lookup: judgedLookup(resolve, (hostname, addresses) => judge(protocol, hostname, addresses)),
      autoSelectFamily: true,
      timeout: 0,
      allowH2: false,
      rejectUnauthorized: true,
      minVersion: "TLSv1.2",
      ...(ca === undefined ? undefined : { ca }),
    });
  const connectors = { "http:": connectorFor("http:"), "https:": connectorFor("https:") };
  const sockets = new Set<Socket>();

  const connect = (target: buildConnector.Options, done: buildConnector.Callback): Connection => {
    const { protocol, hostname } = target;
    const literal = isIP(hostname) !== 0;
    const connection: Connection = {
      phase: literal ? "connect" : "dns",
      timing: {},
      fresh: true,
      cancel: () => {},
    };
    const judgement = literal ? judge(protocol, hostname, [hostname]) : undefined;
    if (judgement?.ok === false) {
      process.nextTick(done, new DestinationRefused(judgement.code), null);
      return connection;
    }

    const connector = protocol === "https:" ? connectors["https:"] : connectors["http:"];
    // undici's connector returns its socket, though its types do not say so.
    const socket: unknown = connector(target, (error, ready) => {
      const failure = error ?? ready.errored;
      // undici would connect again and again to a socket that is closed the moment it is handed over.
      if (error || ready.destroyed) {
        const refused = failure instanceof DestinationRefused;
        return done(refused ? failure : new CannotConnect("not connected", { cause: failure }), null);
      }
      if (connection.phase === "tls") connection.timing.tlsMs = clock.lap();
      connection.phase = "ready";
      done(null, ready);
    });
    if (!(socket instanceof Socket)) throw new Error("undici's connector no longer returns its socket.");

    const clock = stopwatch();
    sockets.add(socket);
    connection.cancel = () => socket.destroy(new CannotConnect("given up"));
    socket.once("close", () => sockets.delete(socket));
    socket.on("lookup", (error: Error | null) => {
      if (error || connection.phase !== "dns") return;
      connection.timing.dnsMs = clock.lap();
      connection.phase = "connect";
    });
    // Before undici's own listener, which sends the request.
    socket.prependOnceListener("connect", () => {
      connection.timing.connectMs = clock.lap();
      if (protocol === "https:") connection.phase = "tls";
      if (socket.localAddress !== undefined) connection.sourceIp = socket.localAddress;
      if (socket.remoteAddress !== undefined) connection.destinationIp = socket.remoteAddress;
      const verdict = addressVerdict(socket.remoteAddress ?? "", allowed);
      const refused = verdict === "refused" || (verdict === "public" && protocol !== "https:");
      if (refused) socket.destroy(new DestinationRefused("address_refused"));
    });
    return connection;
  };
  return Object.assign(connect, { sockets });
}

/** A `lookup` for sockets that answers with judged addresses only. */
function judgedLookup(
  resolve: ResolveHost,
  judge: (hostname: string, addresses: readonly string[]) => Judgement,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const judgement = judge(hostname, found);
        if (!judgement.ok) return callback(new DestinationRefused(judgement.code), "");
        const entries = judgement.addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) return callback(null, entries);
        callback(null, entries[0]?.address ?? "", entries[0]?.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };
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
