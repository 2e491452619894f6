import pg from "pg";
import type { Logger } from "pino";
import { toConnectionOptions } from "./database/connection-options";
import { env } from "./env";

export type Queryable = Pick<pg.Client, "query">;

export type KeptConnection = {
  /** Returns the open connection, or undefined while there is none. */
  current(): Queryable | undefined;
  /** Closes the connection, after an error on it; another one is opened after a pause. */
  renew(): void;
  close(): Promise<void>;
};

export interface KeepConnectionOptions {
  /** The connection's application_name in pg_stat_activity. */
  name: string;
  /** The channel whose notifications the connection receives. */
  channel: string;
  /** Settings of the connection's session. */
  settings: Record<string, string>;
  /** Whether statements are sent at once, without waiting for the results of earlier ones. */
  pipeline?: boolean;
  /** Called whenever a connection has been opened. Notifications sent after the previous connection was lost have been missed. */
  onOpen: () => void;
  onNotification: (payload: string | undefined) => void;
  log: Logger;
}

/**
 * Keeps one connection, outside the pool, listening for notifications. When the connection is lost or cannot be opened, opens another one
 * after a pause, which grows with each failure, from 25 ms to 5 s.
 */
export function keepConnection(options: KeepConnectionOptions): KeptConnection {
  const { DATABASE_URL } = env();
  let client: pg.Client | undefined;
  let isClosed = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let endOfRun = Promise.resolve();

  async function run() {
    const openedClient = new pg.Client({
      ...toConnectionOptions(DATABASE_URL, options.settings),
      application_name: options.name,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
      keepAlive: true,
      pipeline: options.pipeline,
    });
    const ended = new Promise<void>((resolve) => openedClient.once("end", resolve));
    openedClient.on("error", (error) => options.log.warn({ error: error.message }, "LISTEN connection lost"));
    openedClient.on("notification", ({ payload }) => options.onNotification(payload));
    let upSince: number | undefined;
    try {
      await openedClient.connect();
      await openedClient.query(`LISTEN ${options.channel}`);
      if (isClosed) return await openedClient.end();
      client = openedClient;
      upSince = performance.now();
      options.onOpen();
      await ended;
    } catch (error) {
      options.log.warn({ error: (error as Error).message }, "LISTEN connection could not be opened");
      // Not awaited: pg may not report the end of a connection that was never established.
      void openedClient.end();
    } finally {
      client = undefined;
      if (!isClosed) {
        failures = upSince !== undefined && performance.now() - upSince > 5_000 ? 0 : failures + 1;
        timer = setTimeout(start, Math.min(5_000, 25 * 2 ** Math.min(failures, 10)));
      }
    }
  }

  function start() {
    endOfRun = run();
  }

  start();
  return {
    current: () => client,
    renew() {
      void client?.end();
      client = undefined;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end();
      await endOfRun;
    },
  };
}
