import { connect, type Socket } from "node:net";

/** How long an attempt may take before the next address is tried in parallel, in milliseconds (RFC 8305, section 5). */
const nextAddressDelayMs = 250;
/** The most addresses that are tried. A host with more is misconfigured, or would make Hookledger scan ports. */
const maxAddresses = 10;

/**
 * Connects to the first address that accepts (RFC 8305). Each address is tried 250 ms after the one before it, or as
 * soon as an attempt fails; slow attempts continue meanwhile. (Node's autoSelectFamily allows each address but the last only
 * 250 ms, so it never reaches a slow receiver beside a dead address.)
 * @param onCreated is called with every socket as soon as it is created
 * @param done is called at most once: with the connected socket, or with the first address's error if none accepts
 * @returns a function that cancels all attempts; there is no time limit here, so the caller calls it at its own time limit
 */
export function connectHappyEyeballs(
  addresses: readonly string[],
  port: number,
  onCreated: (socket: Socket) => void,
  done: (error: Error | null, socket?: Socket) => void,
): () => void {
  const remainingAddresses = interleaveFamilies(addresses).slice(0, maxAddresses);
  const attempts = new Set<Socket>();
  let firstError: Error | null = null;
  let timer: NodeJS.Timeout | undefined;

  const stop = () => {
    clearTimeout(timer);
    remainingAddresses.length = 0;
    for (const socket of attempts) socket.destroy();
    attempts.clear();
  };
  const tryNext = () => {
    clearTimeout(timer);
    const host = remainingAddresses.shift();
    if (host === undefined) return;
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
    attempts.add(socket);
    onCreated(socket);
    if (remainingAddresses.length > 0) timer = setTimeout(tryNext, nextAddressDelayMs);
    socket.once("connect", () => {
      if (!attempts.delete(socket)) return;
      stop();
      done(null, socket);
    });
    // The listener stays after the connection is open: an error without a listener would crash the process.
    socket.on("error", (error) => {
      if (!attempts.delete(socket)) return;
      firstError ??= error;
      if (remainingAddresses.length > 0) tryNext();
      else if (attempts.size === 0) done(firstError);
    });
  };
  tryNext();
  return stop;
}

/** Alternates IPv6 and IPv4 addresses, beginning with the family that the resolver put first (RFC 8305, section 4). */
function interleaveFamilies(addresses: readonly string[]): string[] {
  const isIpv6 = (address: string) => address.includes(":");
  const firstFamily = addresses.filter((address) => isIpv6(address) === isIpv6(addresses[0] ?? ""));
  const secondFamily = addresses.filter((address) => isIpv6(address) !== isIpv6(addresses[0] ?? ""));
  return Array.from({ length: Math.max(firstFamily.length, secondFamily.length) }, (_, index) => [
    ...firstFamily.slice(index, index + 1),
    ...secondFamily.slice(index, index + 1),
  ]).flat();
}
