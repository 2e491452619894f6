import type pg from "pg";

const readOnlyCode = "25006";

/**
 * Closes connections that must not be used again, at the latest when released:
 * - every one, once a server reports that it is read-only: after a failover the old primary may respond on its open
 *   connections; only a new one reaches the new primary;
 * - one whose query has not ended, because it timed out: the next query would wait behind it.
 */
export function endConnectionsOnceUnusable(pool: pg.Pool): void {
  const idle = new Set<pg.PoolClient>();
  const used = new Set<pg.PoolClient>();
  const stale = new WeakSet<pg.PoolClient>();
  /**
   * Of the connections that were being opened when a server reported that it is read-only, how many have yet to connect.
   * Each is stale: it is ended when it is released.
   */
  let staleToCome = 0;
  const endAll = () => {
    staleToCome = pool.totalCount - idle.size - used.size;
    for (const client of used) stale.add(client);
    // The pool drops an idle connection at once when it reports an error; one that is only ended would still be handed out.
    const dropped = [...idle];
    idle.clear();
    for (const client of dropped) client.emit("error", new Error("the server is read-only"));
  };
  pool.on("connect", (client) => {
    if (staleToCome > 0) {
      staleToCome -= 1;
      stale.add(client);
    }
    // Prisma and the pool's own `query` release a connection without its error, so the protocol is watched.
    client.connection.on("errorMessage", (message: { code?: string }) => {
      if (message.code === readOnlyCode) endAll();
    });
  });
  pool.on("acquire", (client) => {
    idle.delete(client);
    used.add(client);
  });
  pool.on("release", (_error, client) => {
    used.delete(client);
    // The pool drops a returned connection that is ending.
    if (stale.has(client) || !(client as { readyForQuery?: boolean }).readyForQuery) void client.end();
    else idle.add(client);
  });
  pool.on("remove", (client) => {
    idle.delete(client);
    used.delete(client);
  });
}
