import { Resolver, TIMEOUT } from "node:dns/promises";

/**
 * Creates a function that says whether a name server responds for a name in time: addresses, NXDOMAIN and SERVFAIL are all
 * responses. The probe sends DNS queries itself and occupies no thread, so any number of names can be probed at once. The
 * addresses it gets are not used: only the system's resolver knows hosts files and search domains.
 * @param servers replace the system's name servers, as for `dns.setServers`
 */
export function createNameServerProbe(
  options: { servers?: readonly string[]; timeoutMs?: number } = {},
): (hostname: string) => Promise<boolean> {
  const resolver = new Resolver({ timeout: options.timeoutMs ?? 1_000, tries: 2 });
  if (options.servers) resolver.setServers(options.servers);
  return async (hostname) => {
    // Some servers respond for IPv4 and are silent for IPv6; the system's resolver waits for both.
    const results = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    return results.every((result) => result.status === "fulfilled" || result.reason.code !== TIMEOUT);
  };
}
