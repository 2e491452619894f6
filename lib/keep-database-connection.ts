import pg from "pg";
import type { Logger } from "pino";
import { toConnectionOptions } from "./database/connection-options";
import { env } from "./env";

export type Queryable = Pick<pg.Client, "query">;

export type KeptConnection = {
  /** Undefined while Postgres is unavailable. */
  current(): Queryable | undefined;
  /** Drops the connection after an error in it; another one is opened after a pause. */
  renew(): void;
  close(): Promise<void>;
};

export interface KeepConnectionOptions {
  /** Its application_name in pg_stat_activity. */
  name: string;
  /** The channel to listen to. */
  channel: string;
  /** Settings of its session. */
  settings: Record<string, string>;
  /** Statements are sent at once, without waiting for the results of those before them. */
  pipeline?: boolean;
  /** Called whenever the connection is open again: notifications in between were missed. */
  up: () => void;
  notified: (payload: string | undefined) => void;
  log: Logger;
}

/**
 * A connection that listens for notifications, apart from the pool. When it is lost it is opened again, with a pause that
 * grows from 50 ms to 5 s, for as long as necessary.
 */
export function keepConnection(on: KeepConnectionOptions): KeptConnection {
  const { DATABASE_URL } = env();
  let client: pg.Client | undefined;
  let isClosed = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let endOfRun = Promise.resolve();

  async function run() {
    const openedClient = new pg.Client({
      ...toConnectionOptions(DATABASE_URL, on.settings),
      application_name: on.name,
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
      keepAlive: true,
      pipeline: on.pipeline,
    });
    const over = new Promise<void>((resolve) => openedClient.once("end", resolve));
    openedClient.on("error", (error) => on.log.warn({ error: error.message }, "LISTEN connection lost"));
    openedClient.on("notification", ({ payload }) => on.notified(payload));
    let upSince: number | undefined;
    try {
      await openedClient.connect();
      await openedClient.query(`LISTEN ${on.channel}`);
      if (isClosed) return await openedClient.end();
      client = openedClient;
      upSince = performance.now();
      on.up();
      await over;
    } catch (error) {
      on.log.warn({ error: (error as Error).message }, "LISTEN connection could not be opened");
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
