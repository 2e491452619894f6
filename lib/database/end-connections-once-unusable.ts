import type pg from "pg";

const readOnlyCode = "25006";

/**
 * Closes connections that must not be used again, at the latest when they are released:
 * - every connection, once a server reports that it is read-only: after a failover, the old primary may still respond on open
 *   connections, and only new connections reach the new primary;
 * - a connection whose query timed out and has not ended: the next query would wait behind it.
 */
export function endConnectionsOnceUnusable(pool: pg.Pool): void {
  const idleClients = new Set<pg.PoolClient>();
  const usedClients = new Set<pg.PoolClient>();
  const staleClients = new WeakSet<pg.PoolClient>();
  /**
   * The number of connections that were being opened when a server reported that it is read-only, and are not connected yet.
   * They are stale: each is ended when it is released.
   */
  let staleOpeningCount = 0;
  const endAll = () => {
    staleOpeningCount = pool.totalCount - idleClients.size - usedClients.size;
    for (const client of usedClients) staleClients.add(client);
    // The pool drops an idle connection at once when the connection emits an error. After `end()`, the pool could still hand it out.
    const dropped = [...idleClients];
    idleClients.clear();
    for (const client of dropped) client.emit("error", new Error("the server is read-only"));
  };
  pool.on("connect", (client) => {
    if (staleOpeningCount > 0) {
      staleOpeningCount -= 1;
      staleClients.add(client);
    }
    // Prisma and the pool's own `query` release a connection without passing its error on, so this listens to the protocol itself.
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
    // The pool drops a released connection that is ending.
    if (staleClients.has(client) || !(client as { readyForQuery?: boolean }).readyForQuery) void client.end();
    else idleClients.add(client);
  });
  pool.on("remove", (client) => {
    idleClients.delete(client);
    usedClients.delete(client);
  });
}
