import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { parseSchemaName, toConnectionOptions } from "./database/connection-options";
import { isQueryTimeout } from "./database/database-errors";
import { endConnectionsOnceUnusable } from "./database/end-connections-once-unusable";
import { keptPlanSettings } from "./database/kept-plans";
import { logClockChange, syncClock } from "./database/sync-clock";
import { env } from "./env";
import { log } from "./log";

// Dates are sent to Postgres in UTC. In local time, they would be sent with this machine's UTC offset, rounded to minutes.
pg.defaults.parseInputDatesAsUTC = true;

/**
 * One pool per process, shared by Prisma (portal, settings) and by the plain SQL of the hot paths. It lives on
 * `globalThis` because Next bundles this file separately from the server in front of it.
 */
const shared = globalThis as {
  hookledgerDatabase?: {
    pool: pg.Pool;
    workerPool: pg.Pool;
    prisma: PrismaClient;
    clockTimer: NodeJS.Timeout;
  };
};

const syncClockIntervalMs = 60_000;
const connectTimeoutMs = 5_000;
/** Without a timeout, a query on a half-open connection would never end. Only retention may take longer; it sets its own timeout. */
const queryTimeoutMs = 30_000;

/** A batch of recorded attempts, and some batches of resends that are claimed and recorded. */
const maxWorkerConnections = 8;

/**
 * If a process freezes in the middle of a transaction, Postgres ends the transaction after two seconds, so that rows do not stay locked.
 */
const workerSettings = { ...keptPlanSettings, idle_in_transaction_session_timeout: "2s" };

function openPool(address: string, max: number, settings: Record<string, string> = {}): pg.Pool {
  const pool = new pg.Pool({
    ...toConnectionOptions(address, settings),
    max,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    // A statement is sent at once, without waiting for the result of the previous one.
    pipeline: true,
    onConnect: async (client) => void (await syncClock(client, logClockChange)),
  });
  // Without these listeners, the error of a broken connection, idle or in use, would end the process. Its statements fail anyway.
  pool.on("connect", (client) => void client.on("error", () => {}));
  pool.on("error", (error) => log.warn({ error: error.message }, "database connection lost"));
  endConnectionsOnceUnusable(pool);
  return pool;
}

function openDatabase() {
  const { DATABASE_URL, HOOKLEDGER_DATABASE_POOL } = env();
  const pool = openPool(DATABASE_URL, HOOKLEDGER_DATABASE_POOL);
  const workerPool = openPool(
    DATABASE_URL,
    Math.min(maxWorkerConnections, HOOKLEDGER_DATABASE_POOL),
    workerSettings,
  );
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { schema: parseSchemaName(DATABASE_URL) }),
    // The same time for which the pool waits for a connection: Prisma's default of two seconds is too short on a busy machine.
    transactionOptions: { maxWait: connectTimeoutMs },
  });
  // A busy pool opens no new connections, so the clocks are also compared at intervals. While the database is unreachable, this fails.
  const clockTimer = setInterval(
    () => syncClock(pool, logClockChange).catch(() => {}),
    syncClockIntervalMs,
  ).unref();
  return { pool, workerPool, prisma, clockTimer };
}

function database() {
  shared.hookledgerDatabase ??= openDatabase();
  return shared.hookledgerDatabase;
}

/** Whether this process has used the database and not closed it since. */
export function hasOpenDatabase(): boolean {
  return shared.hookledgerDatabase !== undefined;
}

export function pool(): pg.Pool {
  return database().pool;
}

/**
 * The connections on which a worker records attempts and claims resends. Their sessions have workerSettings, so they are only for
 * statements that find their rows by an index. A pool opens connections when they are needed: a process without a worker has none of these.
 */
export function workerPool(): pg.Pool {
  return database().workerPool;
}

export function prisma(): PrismaClient {
  return database().prisma;
}

/** The pool, or the connection of a transaction. */
export type Queryable = Pick<pg.ClientBase, "query">;

/** Prisma's client, or the client of one of its transactions. */
export type Db = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

/**
 * Runs `work` in one transaction on one connection: commits when it resolves, rolls back when it throws.
 * @param timeoutMs the timeout of each statement, if it must be shorter than usual
 */
export function transaction<T>(work: (client: Queryable) => Promise<T>, timeoutMs?: number): Promise<T> {
  return runInTransaction("BEGIN", work, { timeoutMs });
}

/** Like transaction, on a connection of workerPool. */
export function workerTransaction<T>(
  work: (client: Queryable) => Promise<T>,
  timeoutMs?: number,
): Promise<T> {
  return runInTransaction("BEGIN", work, { connections: workerPool(), timeoutMs });
}

/** Runs read-only `work` on a snapshot: all its statements see the ledger at one moment. */
export function snapshot<T>(work: (client: Queryable) => Promise<T>): Promise<T> {
  return runInTransaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);
}

async function runInTransaction<T>(
  begin: string,
  work: (client: Queryable) => Promise<T>,
  { connections = pool(), timeoutMs }: { connections?: pg.Pool; timeoutMs?: number } = {},
): Promise<T> {
  const client = await connections.connect();
  const db = timeoutMs === undefined ? client : withQueryTimeout(client, timeoutMs);
  let connectionError: Error | undefined;
  try {
    await db.query(begin);
    const result = await work(db);
    await db.query("COMMIT");
    return result;
  } catch (error) {
    // A rollback would wait behind the query that has not ended; Postgres rolls back when the connection ends.
    if (isQueryTimeout(error)) connectionError = error;
    else
      await db.query("ROLLBACK").catch((rollbackError: Error) => {
        connectionError = rollbackError;
      });
    throw error;
  } finally {
    client.release(connectionError);
  }
}

/** Returns the same connection with a timeout for each query. */
function withQueryTimeout(client: pg.PoolClient, timeoutMs: number): Queryable {
  const query = (config: string | pg.QueryConfig, values?: unknown[]) => {
    const queryConfig = typeof config === "string" ? { text: config, ...(values && { values }) } : config;
    return client.query({ ...queryConfig, query_timeout: timeoutMs } as pg.QueryConfig);
  };
  return { query: query as Queryable["query"] };
}

/** Closes every connection; the next use opens new ones. */
export async function closeDatabase(): Promise<void> {
  const openedDatabase = shared.hookledgerDatabase;
  shared.hookledgerDatabase = undefined;
  if (!openedDatabase) return;
  clearInterval(openedDatabase.clockTimer);
  await openedDatabase.prisma.$disconnect();
  for (const pool of [openedDatabase.pool, openedDatabase.workerPool]) if (!pool.ended) await pool.end();
}
