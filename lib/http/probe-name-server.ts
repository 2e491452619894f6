import { Resolver, TIMEOUT } from "node:dns/promises";

/**
 * Makes the function that says whether a name server says anything about a name in time: addresses, "no such name" and
 * "I cannot" are all answers. It asks by itself and occupies no thread, so any number of names can be asked at a time.
 * What it answers is not used: only the system's resolver knows hosts files and search domains.
 * @param servers in place of the system's name servers, as for `dns.setServers`
 */
export function createNameServerProbe(
  options: { servers?: readonly string[]; timeoutMs?: number } = {},
): (hostname: string) => Promise<boolean> {
  const resolver = new Resolver({ timeout: options.timeoutMs ?? 1_000, tries: 2 });
  if (options.servers) resolver.setServers(options.servers);
  return async (hostname) => {
    // Some servers answer for IPv4 and are silent for IPv6; the system's resolver waits for both.
    const asked = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    return asked.every((result) => result.status === "fulfilled" || result.reason.code !== TIMEOUT);
  };
}
