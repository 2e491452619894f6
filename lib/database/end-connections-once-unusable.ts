import type pg from "pg";

const readOnlyCode = "25006";

/**
 * Closes connections that must not be used again, at the latest when released:
 * - every one, once a server reports that it is read-only: after a failover the old primary may respond on its open
 *   connections; only a new one reaches the new primary;
 * - one whose query has not ended, because it timed out: the next query would wait behind it.
 */
export function endConnectionsOnceUnusable(pool: pg.Pool): void {
  const idleClients = new Set<pg.PoolClient>();
  const usedClients = new Set<pg.PoolClient>();
  const staleClients = new WeakSet<pg.PoolClient>();
  /**
   * Of the connections that were being opened when a server reported that it is read-only, how many have yet to connect.
   * Each is stale: it is ended when it is released.
   */
  let staleToCome = 0;
  const endAll = () => {
    staleToCome = pool.totalCount - idleClients.size - usedClients.size;
    for (const client of usedClients) staleClients.add(client);
    // The pool drops an idle connection at once when it reports an error; one that is only ended would still be handed out.
    const dropped = [...idleClients];
    idleClients.clear();
    for (const client of dropped) client.emit("error", new Error("the server is read-only"));
  };
  pool.on("connect", (client) => {
    if (staleToCome > 0) {
      staleToCome -= 1;
      staleClients.add(client);
    }
    // Prisma and the pool's own `query` release a connection without its error, so the protocol is watched.
    client.connection.on("errorMessage", (message: { code?: string }) => {
      if (message.code === readOnlyCode) endAll();
    });
  });
  pool.on("acquire", (client) => {
    idleClients.delete(client);
    usedClients.add(client);
  });
  pool.on("release", (_error, client) => {
    usedClients.delete(client);
    // The pool drops a returned connection that is ending.
    if (staleClients.has(client) || !(client as { readyForQuery?: boolean }).readyForQuery) void client.end();
    else idleClients.add(client);
  });
  pool.on("remove", (client) => {
    idleClients.delete(client);
    usedClients.delete(client);
  });
}
