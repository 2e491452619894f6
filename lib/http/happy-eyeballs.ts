import { connect, type Socket } from "node:net";

/** RFC 8305, section 5: how long an address may take before the next one is tried beside it, in milliseconds. */
const nextAddressDelayMs = 250;
/** More addresses than this are a mistake, or a port scan by way of us. */
const maxAddresses = 10;

/**
 * Connects to the first address that accepts (RFC 8305). Addresses are tried in turn, each 250 ms after the one before or as
 * soon as that one fails; slow attempts continue meanwhile. (Node's autoSelectFamily allows each address but the last only
 * 250 ms, so it never reaches a slow receiver beside a dead address.)
 * @param opened is called with every socket as soon as it is created
 * @param done is called at most once: with the connected socket, or with the first address's error if none accepts
 * @returns closes all attempts. There is no time limit here: the caller cancels.
 */
export function connectHappyEyeballs(
  addresses: readonly string[],
  port: number,
  opened: (socket: Socket) => void,
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
    opened(socket);
    if (remainingAddresses.length > 0) timer = setTimeout(tryNext, nextAddressDelayMs);
    socket.once("connect", () => {
      if (!attempts.delete(socket)) return;
      stop();
      done(null, socket);
    });
    // Stays after the connection is open: an error without a listener would crash the process.
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

/** One IPv6 address, one IPv4 address and so on, beginning with the family that the resolver put first (RFC 8305, 4). */
function interleaveFamilies(addresses: readonly string[]): string[] {
  const isIpv6 = (address: string) => address.includes(":");
  const first = addresses.filter((address) => isIpv6(address) === isIpv6(addresses[0] ?? ""));
  const second = addresses.filter((address) => isIpv6(address) !== isIpv6(addresses[0] ?? ""));
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat();
}
