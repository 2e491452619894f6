import pg from "pg";
import { getExpectedSettings, toConnectionOptions } from "./connection-options";
import { syncClock } from "./sync-clock";

/** The error for a reachable database with which Hookledger cannot work; `advice` says what to change. */
export class UnsupportedDatabase extends Error {
  override name = "UnsupportedDatabase";
  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
  }
}

const directConnectionAdvice =
  "Set DATABASE_URL to the address of PostgreSQL itself; HOOKLEDGER_DATABASE_POOL limits the connections of each process.";

function createPoolerError(reason: string): UnsupportedDatabase {
  return new UnsupportedDatabase(
    `The database is behind a connection pooler (such as PgBouncer): ${reason}.`,
    directConnectionAdvice,
  );
}

/** Matches the errors of poolers that reject start-up options: PgBouncer, similar poolers, and Amazon RDS Proxy. */
const optionsRejectedPattern = /startup parameter|command-line options/i;

async function connect(address: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...toConnectionOptions(address),
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  client.on("error", () => {}); // The running query is rejected with the same error.
  try {
    await client.connect();
    return client;
  } catch (error) {
    const { message } = error as Error;
    throw optionsRejectedPattern.test(message) ? createPoolerError(`it answered "${message}"`) : error;
  }
}

async function fetchPid(client: pg.Client): Promise<number> {
  return (await client.query("SELECT pg_backend_pid() AS pid")).rows[0].pid;
}

/**
 * Whether sessions share server processes, as behind PgBouncer in transaction mode: different processes serve one session, or the
 * process of a connected session serves a second one.
 */
async function sharesProcesses(client: pg.Client, address: string): Promise<boolean> {
  const [first, second] = [await fetchPid(client), await fetchPid(client)];
  const other = await connect(address);
  try {
    await other.query("BEGIN");
    return first !== second || (await fetchPid(other)) === first;
  } finally {
    await other.end();
  }
}

async function checkSessionSettings(client: pg.Client): Promise<void> {
  const expected = Object.entries(getExpectedSettings());
  const { rows } = await client.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name = ANY($1)",
    [expected.map(([name]) => name)],
  );
  const found = new Map(rows.map(({ name, setting }) => [name, setting]));
  const droppedSetting = expected.find(([name, value]) => found.get(name) !== value);
  if (droppedSetting)
    throw createPoolerError(
      `it drops a session's start-up options (${droppedSetting[0]} is ${found.get(droppedSetting[0])})`,
    );
}

async function checkEncoding(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SHOW server_encoding");
  const { server_encoding: encoding } = rows[0];
  if (encoding === "UTF8") return;
  const advice = "Recreate the database: CREATE DATABASE ... TEMPLATE template0 ENCODING 'UTF8'.";
  throw new UnsupportedDatabase(
    `The database's encoding is ${encoding}, which cannot store every character.`,
    advice,
  );
}

/**
 * Checks whether Hookledger can work with the database at `address`. Throws UnsupportedDatabase when it cannot, and the
 * driver's error when the database does not respond.
 *
 * @returns readOnly: whether the database accepts no writes now; aheadMs: see syncClock
 */
export async function checkDatabase(
  address: string,
  onClockChange?: (aheadMs: number) => void,
): Promise<{ readOnly: boolean; aheadMs: number }> {
  const client = await connect(address);
  try {
    if (await sharesProcesses(client, address))
      throw createPoolerError("several sessions share one server connection");
    await checkSessionSettings(client);
    await checkEncoding(client);
    const { rows } = await client.query(
      "SELECT current_setting('transaction_read_only') = 'on' AS read_only",
    );
    return { readOnly: rows[0].read_only, aheadMs: await syncClock(client, onClockChange) };
  } finally {
    await client.end();
  }
}
