import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { toConnectionOptions } from "@/lib/database/connection-options";
import { isDatabaseUnavailable } from "@/lib/database/database-errors";
import { buildDatabaseUrl, type Cluster, createCluster, startCluster, stopCluster } from "./postgres-cluster";
import { alreadyRunningProblem, noAnswerProblem } from "./postgres-problems";
import { assignFreePort, readOrCreateRecord, recordPort } from "./postgres-record";
import { findPostmaster, readRunningCluster } from "./postmaster";

export interface Postgres {
  url: string;
  port: number;
  /** "adopted" means that a killed command had left it running. */
  origin: "started" | "adopted";
  /** Resolves when Postgres has ended without a call of `stop`. */
  lost: Promise<void>;
  stop(): Promise<void>;
}

const databaseName = "hookledger";
/** The command that owns the embedded Postgres holds this lock in a session, so the lock is released however the command ends. */
const ownerLockKey = 4_067_002;
const ownershipTimeoutMs = 60_000;
const supervisorName = "npm start";

async function connect(cluster: Cluster, owner: string): Promise<pg.Client | "absent" | "busy"> {
  const client = new pg.Client({
    // The command owns Postgres only while this session is open, so no timeout that an administrator set for the role may end it.
    ...toConnectionOptions(buildDatabaseUrl(cluster, "postgres"), { idle_session_timeout: "0" }),
    application_name: `${owner} (pid ${process.pid})`,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  });
  client.on("error", () => {}); // "end" follows and is handled.
  try {
    await client.connect();
    return client;
  } catch (error) {
    // 57P03 means that Postgres is starting up, recovering or shutting down; any other code, that it is not running on that port.
    return (error as { code?: string }).code === "57P03" ? "busy" : "absent";
  }
}

type OwnershipResult = { isAcquired: true } | { isAcquired: false; holder: string };

/** Returns undefined if the session ends meanwhile, because the command that owns Postgres may be stopping it. */
async function tryToTakeOwnership(client: pg.Client): Promise<OwnershipResult | undefined> {
  try {
    return await requestOwnership(client);
  } catch (error) {
    if (isDatabaseUnavailable(error)) return undefined;
    throw error;
  }
}

async function requestOwnership(client: pg.Client): Promise<OwnershipResult> {
  const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS acquired", [ownerLockKey]);
  if (rows[0].acquired) return { isAcquired: true };
  const holders = await client.query(
    `SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE locktype = 'advisory' AND objid = $1 AND granted`,
    [ownerLockKey],
  );
  return { isAcquired: false, holder: holders.rows[0]?.application_name ?? "another command" };
}

async function createDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseName]);
  if (!rowCount) await client.query(`CREATE DATABASE ${databaseName}`);
}

function toPostgres(cluster: Cluster, client: pg.Client, origin: Postgres["origin"]): Postgres {
  let isStopping = false;
  const lost = new Promise<void>((resolve) => {
    client.once("end", () => {
      if (!isStopping) resolve();
    });
  });
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await stopCluster(cluster);
  };
  return { url: buildDatabaseUrl(cluster, databaseName), port: cluster.port, origin, lost, stop };
}

export interface OpenOptions {
  /** If `npm start` is running, return its URL instead of rejecting. */
  share?: boolean;
  signal?: AbortSignal;
}

/**
 * Makes `owner` (a short name, shown to other commands) the owner of the embedded Postgres of the folder `data`: starts it,
 * or adopts the one that a killed command left running. If a running `npm start` owns it, resolves with its URL (`share`) or
 * rejects; if any other command does, waits for that command to end, and rejects after 60 s.
 */
export async function openPostgres(
  data: string,
  owner: string,
  options: OpenOptions & { share: true },
): Promise<Postgres | { url: string }>;
export async function openPostgres(data: string, owner: string, options?: OpenOptions): Promise<Postgres>;
export async function openPostgres(data: string, owner: string, { share, signal }: OpenOptions = {}) {
  let origin: Postgres["origin"] = "adopted";
  for (const deadline = Date.now() + ownershipTimeoutMs; ; await delay(100, undefined, { signal })) {
    const recordedCluster = await readOrCreateRecord(data);
    const cluster = await readRunningCluster(recordedCluster);
    const client = await connect(cluster, owner);
    if (client instanceof pg.Client) {
      const ownership = await tryToTakeOwnership(client);
      if (!ownership) {
        if (Date.now() > deadline) throw noAnswerProblem(cluster.folder, findPostmaster(cluster));
        continue;
      }
      if (ownership.isAcquired) {
        await createDatabase(client);
        return toPostgres(cluster, client, origin);
      }
      await client.end();
      const isSupervisor = ownership.holder.startsWith(supervisorName);
      if (share && isSupervisor) return { url: buildDatabaseUrl(cluster, databaseName) };
      if (isSupervisor || Date.now() > deadline) throw alreadyRunningProblem(data, ownership.holder);
      continue;
    }
    const postmaster = findPostmaster(cluster);
    if (client === "busy" || typeof postmaster === "number") {
      if (Date.now() > deadline) throw noAnswerProblem(cluster.folder, postmaster);
      continue;
    }
    if (postmaster === "reused") await rm(join(cluster.folder, "postmaster.pid"));
    await createCluster(cluster);
    const clusterToStart = await assignFreePort(recordedCluster);
    if ((await startCluster(clusterToStart)) === "started") {
      origin = "started";
      await recordPort(data, clusterToStart);
    } else if (Date.now() > deadline) {
      throw noAnswerProblem(cluster.folder, postmaster);
    }
  }
}
