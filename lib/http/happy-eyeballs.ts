import { connect, type Socket } from "node:net";

/** RFC 8305, section 5: how long an address may take before the next one is tried beside it, in milliseconds. */
const attemptDelayMs = 250;
/** A name with more addresses than this is a mistake or a port scan by proxy. */
const addressesMax = 10;

/**
 * Connects to the first of the addresses that accepts: they are tried in turn, each 250 ms after the one before or as
 * soon as that one fails, and a slow one is not given up while others are tried. (Node's autoSelectFamily gives each
 * address but the last 250 ms in all, so a slow receiver beside a dead one is never reached.)
 * There is no time limit here: whoever waits calls the function that is returned, which closes all attempts.
 * @param opened gets every socket the moment it is made
 * @param done gets the connected socket, or the first address's error when none accepts; it is called at most once
 */
export function connectHappyEyeballs(
  addresses: readonly string[],
  port: number,
  opened: (socket: Socket) => void,
  done: (error: Error | null, socket?: Socket) => void,
): () => void {
  const waiting = alternateFamilies(addresses).slice(0, addressesMax);
  const attempts = new Set<Socket>();
  let firstError: Error | null = null;
  let timer: NodeJS.Timeout | undefined;

  const stop = () => {
    clearTimeout(timer);
    waiting.length = 0;
    for (const socket of attempts) socket.destroy();
    attempts.clear();
  };
  const tryNext = () => {
    clearTimeout(timer);
    const host = waiting.shift();
    if (host === undefined) return;
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 });
    attempts.add(socket);
    opened(socket);
    if (waiting.length > 0) timer = setTimeout(tryNext, attemptDelayMs);
    socket.once("connect", () => {
      if (!attempts.delete(socket)) return;
      stop();
      done(null, socket);
    });
    // It stays after the connection is made: an error must never find nobody listening.
    socket.on("error", (error) => {
      if (!attempts.delete(socket)) return;
      firstError ??= error;
      if (waiting.length > 0) tryNext();
      else if (attempts.size === 0) done(firstError);
    });
  };
  tryNext();
  return stop;
}

/** One IPv6 address, one IPv4 address and so on, beginning with the family that the resolver put first (RFC 8305, 4). */
function alternateFamilies(addresses: readonly string[]): string[] {
  const isIpv6 = (address: string) => address.includes(":");
  const first = addresses.filter((address) => isIpv6(address) === isIpv6(addresses[0] ?? ""));
  const second = addresses.filter((address) => isIpv6(address) !== isIpv6(addresses[0] ?? ""));
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat();
}
