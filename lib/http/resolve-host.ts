import { lookup } from "node:dns/promises";
import { isLoopbackName } from "./check-destination";
import { isInHostsFile } from "./hosts-file";
import { createLookupQueue } from "./lookup-queue";
import { createNameServerProbe } from "./probe-name-server";

/** All addresses of a host name, IPv4 and IPv6. Rejects with the resolver's error when there are none. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

/** glibc gives up after 10 s by default; nobody waits longer here, whatever resolv.conf says. */
const lookupMaxMs = 10_000;

const nameServer = createNameServerProbe();
const queued = createLookupQueue({
  lookup: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  answers: async (hostname) => (await isInHostsFile(hostname)) || nameServer(hostname),
  maxMs: lookupMaxMs,
});

/**
 * Asks the system's resolver, so that hosts files, search domains and whatever else the operator has set up count.
 * Nothing is remembered once it has answered. localhost is this machine without asking, as RFC 6761 wants it: some
 * resolvers send "app.localhost" and "localhost." out to a name server.
 */
export const resolveHost: ResolveHost = (hostname) =>
  isLoopbackName(hostname) ? Promise.resolve(["127.0.0.1", "::1"]) : queued(hostname);
