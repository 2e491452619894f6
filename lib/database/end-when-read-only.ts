import type pg from "pg";

const readOnly = "25006";

/**
 * Gives up each connection whose server says that it is read-only, as soon as whoever uses it is done: after a failover
 * the old primary may answer for as long as it is left connected, and only a new connection finds the new one.
 */
export function endWhenReadOnly(pool: pg.Pool): void {
  const stale = new WeakSet<pg.ClientBase>();
  pool.on("connect", (client) => {
    // Prisma and the pool's own `query` do not hand errors back with the connection, so the protocol is watched.
    client.connection.on("errorMessage", (message: { code?: string }) => {
      if (message.code === readOnly) stale.add(client);
    });
  });
  // The pool drops a returned connection that is ending.
  pool.on("release", (_error, client) => {
    if (stale.has(client)) void client.end();
  });
}
