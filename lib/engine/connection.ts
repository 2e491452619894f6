import pg from "pg";
import type { Logger } from "pino";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { env } from "@/lib/env";
import { parseWake, type Wake, wakeChannel } from "./wake";

export type Queryable = Pick<pg.Client, "query">;

/**
 * The planner must never read the whole queue, not even with a plan cached while the table was empty: only index scans and
 * nested loops are left to it. And nothing here waits for the disk.
 */
const connectionSettings = {
  synchronous_commit: "off",
  jit: "off",
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_sort: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
};

export type EngineConnection = {
  /** Undefined while Postgres is unavailable. */
  current(): Queryable | undefined;
  /** Drops the connection after an error in it; another one is opened after a pause. */
  renew(): void;
  close(): Promise<void>;
};

/**
 * A worker's own connection, which listens for notifications and dequeues runs. When it is lost it is opened again, with
 * a pause that grows from 50 ms to 5 s, for as long as necessary.
 *
 * @param on.up called whenever the connection is open again: notifications in between were missed
 * @param on.wake called for each notification; undefined = unknown, so rescan everything
 */
export function keepConnection(on: {
  up: () => void;
  wake: (wake: Wake | undefined) => void;
  log: Logger;
}): EngineConnection {
  const { DATABASE_URL } = env();
  let client: pg.Client | undefined;
  let closed = false;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let ended = Promise.resolve();

  async function run() {
    const opened = new pg.Client({
      ...toConnectionOptions(DATABASE_URL, connectionSettings),
      application_name: "hookledger-engine",
      connectionTimeoutMillis: 5_000,
      query_timeout: 30_000,
      keepAlive: true,
    });
    const over = new Promise<void>((resolve) => opened.once("end", resolve));
    opened.on("error", (error) => on.log.warn({ error: error.message }, "engine connection lost"));
    opened.on("notification", ({ payload }) => on.wake(parseWake(payload)));
    let upSince: number | undefined;
    try {
      await opened.connect();
      await opened.query(`LISTEN ${wakeChannel}`);
      if (closed) return await opened.end();
      client = opened;
      upSince = performance.now();
      on.up();
      await over;
    } catch (error) {
      on.log.warn({ error: (error as Error).message }, "engine connection failed");
      // Not awaited: pg may not report the end of a connection that was never established.
      void opened.end();
    } finally {
      client = undefined;
      if (!closed) {
        failures = upSince !== undefined && performance.now() - upSince > 5_000 ? 0 : failures + 1;
        timer = setTimeout(start, Math.min(5_000, 25 * 2 ** Math.min(failures, 10)));
      }
    }
  }

  function start() {
    ended = run();
  }

  start();
  return {
    current: () => client,
    renew() {
      void client?.end();
      client = undefined;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
      await ended;
    },
  };
}
