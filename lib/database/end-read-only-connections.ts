import type pg from "pg";

const readOnlyCode = "25006";

/**
 * Closes each connection whose server reports that it is read-only, when its user releases it: after a failover the old
 * primary may respond as long as it is connected, and only a new connection finds the new one.
 */
export function endReadOnlyConnections(pool: pg.Pool): void {
  const stale = new WeakSet<pg.ClientBase>();
  pool.on("connect", (client) => {
    // Prisma and the pool's own `query` release a connection without its error, so the protocol is watched.
    client.connection.on("errorMessage", (message: { code?: string }) => {
      if (message.code === readOnlyCode) stale.add(client);
    });
  });
  // The pool drops a returned connection that is ending.
  pool.on("release", (_error, client) => {
    if (stale.has(client)) void client.end();
  });
}
