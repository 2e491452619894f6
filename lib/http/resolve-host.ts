import { lookup } from "node:dns/promises";
import { isLoopbackName } from "./check-destination";
import { isInHostsFile } from "./hosts-file";
import { createLookupQueue } from "./lookup-queue";
import { createNameServerProbe } from "./probe-name-server";

/** Resolves a host name to all its IPv4 and IPv6 addresses. Rejects with the resolver's error if there are none. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

/** The longest wait for a lookup, whatever resolv.conf says: glibc's default, two attempts of 5 s. */
const maxLookupMs = 10_000;

const probeNameServer = createNameServerProbe();
const lookUpInQueue = createLookupQueue({
  lookup: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  responds: async (hostname) => (await isInHostsFile(hostname)) || probeNameServer(hostname),
  maxMs: maxLookupMs,
});

/**
 * Uses the system's resolver, so that hosts files, search domains and the operator's other settings apply. Results
 * are not cached; callers of the same name only share a lookup that is still running. localhost resolves to this machine without a
 * lookup, as RFC 6761 requires: some resolvers send "app.localhost" and "localhost." to a name server.
 */
export const resolveHost: ResolveHost = (hostname) =>
  isLoopbackName(hostname) ? Promise.resolve(["127.0.0.1", "::1"]) : lookUpInQueue(hostname);
