import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "../terminal/progress.mjs";
import { mustRun } from "../terminal/run-command.mjs";
import { ensurePostgresAccount } from "./postgres-account";
import { findPostgresPrograms, withInitdb } from "./postgres-programs";
import { startServer } from "./postgres-server";
import { findPostmaster } from "./postmaster";

/** The Postgres to start; `throwaway` gives up durability for speed. */
export interface Cluster {
  folder: string;
  port: number;
  password: string;
  throwaway?: boolean;
}

const superuser = "hookledger";
const maxLogBytes = 10_000_000;

const serverSettings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "shared_buffers=256MB",
  // The signal queue needs frequent vacuums: its rows live for milliseconds.
  "autovacuum_naptime=10s",
  // Without these settings, initdb would write this machine's zone into the configuration, and other clients would get it.
  "timezone=UTC",
  "log_timezone=UTC",
  "datestyle=ISO,MDY",
  "log_checkpoints=off",
  // Statements contain borrowers' data. Hookledger gets each error as well, and logs it without the statement.
  "log_min_messages=log",
  "log_min_error_statement=panic",
];
const durableSettings = ["synchronous_commit=on"];
const fastSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const logPath = (cluster: Cluster) => join(cluster.folder, "server.log");

export function buildDatabaseUrl({ port, password }: Cluster, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

/** Finds a free TCP port of the loopback interface: `wanted`, or any port if it is 0. Rejects if `wanted` is in use. */
export function findFreePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}

/**
 * Creates the cluster's files unless they exist. They appear all at once, by a rename, so that a start that was killed or
 * raced another one leaves no incomplete cluster. The collation is Postgres' own, so it is the same on every system.
 */
export async function createCluster(cluster: Cluster): Promise<void> {
  if (existsSync(join(cluster.folder, "PG_VERSION"))) return;
  const account = await ensurePostgresAccount();
  const { initdb } = await findPostgresPrograms(account);
  await mkdir(dirname(cluster.folder), { recursive: true });
  const partial = await mkdtemp(`${cluster.folder}.new-`);
  const passwordFile = `${partial}.password`;
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  if (account) {
    await chown(partial, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
    const parent = dirname(partial);
    await chmod(parent, (await stat(parent)).mode | 0o011);
  }
  const args = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"];
  args.push("--builtin-locale=C.UTF-8", `--username=${superuser}`, `--pwfile=${passwordFile}`, "-D", partial);
  if (cluster.throwaway) args.push("--no-sync");
  try {
    await withInitdb(initdb, (path) => mustRun("initdb", path, args, { ...account, cwd: partial }));
    await rename(partial, cluster.folder).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(passwordFile, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

async function readLogTail(cluster: Cluster, from: number): Promise<string> {
  const text = await readFile(logPath(cluster)).catch(() => Buffer.alloc(0));
  return text.subarray(from).toString().trimEnd();
}

/** Empties a log that has become too large. Returns the size that is left. */
async function truncateLargeLog(cluster: Cluster): Promise<number> {
  if (!existsSync(logPath(cluster))) return 0;
  const { size } = await stat(logPath(cluster));
  if (size < maxLogBytes) return size;
  await truncate(logPath(cluster));
  return 0;
}

/**
 * Starts Postgres on the cluster's files and waits until it answers. Postgres gets its own process group (and writes its log
 * beside its files), so that a Ctrl-C for us does not stop the database while the worker still uses it.
 * Resolves with "conflict" when another Postgres still holds the files or the port was taken at the last moment.
 */
export async function startCluster(cluster: Cluster): Promise<"started" | "conflict"> {
  const account = await ensurePostgresAccount();
  const logStart = await truncateLargeLog(cluster);
  const options = [...serverSettings, ...(cluster.throwaway ? fastSettings : durableSettings)].flatMap(
    (setting) => ["-c", setting],
  );
  const server = {
    folder: cluster.folder,
    log: logPath(cluster),
    args: ["-p", `${cluster.port}`, ...options],
  };
  if (await startServer(server, await findPostgresPrograms(account), account)) return "started";
  const log = await readLogTail(cluster, logStart);
  if (/lock file "postmaster.pid"|pre-existing shared memory|Address already in use/.test(log))
    return "conflict";
  throw new Problem("Postgres did not start.", {
    output: log,
    advice: `Its files are in ${cluster.folder}. Restore a backup, or set DATABASE_URL to your own Postgres.`,
  });
}

const stopTimeoutMs = 60_000;

/** Stops the cluster's Postgres, if it is running. Open transactions are rolled back; unless throwaway, all commits are on disk. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if (process.platform === "win32") return stopByPgCtl(cluster);
  const pid = findPostmaster(cluster);
  if (typeof pid !== "number") return;
  process.kill(pid, cluster.throwaway ? "SIGQUIT" : "SIGINT"); // An immediate and a fast shutdown.
  // Waits for this process only. pg_ctl would also wait for the server of another start that uses the files right afterwards.
  for (const deadline = performance.now() + stopTimeoutMs; findPostmaster(cluster) === pid; await delay(20)) {
    if (performance.now() > deadline)
      throw new Problem(`Postgres (pid ${pid}) does not stop.`, { advice: `See ${logPath(cluster)}.` });
  }
}

/** Stops Postgres with pg_ctl, because Windows does not have these signals. */
async function stopByPgCtl(cluster: Cluster): Promise<void> {
  const { pgCtl } = await findPostgresPrograms(await ensurePostgresAccount());
  const mode = cluster.throwaway ? "immediate" : "fast";
  const args = ["stop", "-w", "-t", `${stopTimeoutMs / 1_000}`, "-s", "-m", mode, "-D", cluster.folder];
  await mustRun("Stopping Postgres", pgCtl, args, { cwd: cluster.folder });
}
