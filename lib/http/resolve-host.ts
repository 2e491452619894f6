import { lookup } from "node:dns/promises";
import { isLoopbackName } from "./judge-destination";

/** All addresses of a host name, IPv4 and IPv6. Rejects with the resolver's error when there are none. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

const running = new Map<string, Promise<readonly string[]>>();

/**
 * Asks the system's resolver (so /etc/hosts counts). Callers that ask for the same name at the same time share one
 * look-up: it occupies one of libuv's few threads (UV_THREADPOOL_SIZE, 4 by default) until the resolver gives up,
 * and a name server that hangs must not take them all. Nothing is remembered once it has answered. localhost is this machine without asking, as
 * RFC 6761 wants it: some resolvers send "app.localhost" and "localhost." out to a name server.
 */
export const resolveHost: ResolveHost = (hostname) => {
  if (isLoopbackName(hostname)) return Promise.resolve(["127.0.0.1", "::1"]);
  const found = running.get(hostname);
  if (found) return found;
  const answer = lookup(hostname, { all: true })
    .then((entries) => entries.map((entry) => entry.address))
    .finally(() => running.delete(hostname));
  running.set(hostname, answer);
  return answer;
};
