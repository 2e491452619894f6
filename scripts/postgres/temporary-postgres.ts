import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canEnter, ensurePostgresAccount } from "./postgres-account";
import {
  buildDatabaseUrl,
  type Cluster,
  createCluster,
  findFreePort,
  startCluster,
  stopCluster,
} from "./postgres-cluster";
import { systemFolder } from "./postgres-programs";

const maxAttempts = 5;

/** Returns the temporary folder or, if the Postgres account cannot enter it, `systemFolder`. */
async function chooseReachableFolder(): Promise<string> {
  if (await canEnter(await ensurePostgresAccount(), tmpdir())) return tmpdir();
  await mkdir(systemFolder, { recursive: true });
  return systemFolder;
}

/**
 * Starts a separate Postgres in a temporary folder, for tests, benchmarks and schema comparisons. Unless it is durable, commits
 * do not wait for the disk.
 */
export async function startTemporaryPostgres(
  durable: boolean,
): Promise<{ url: string; cluster: Cluster; stop(): Promise<void> }> {
  const parentFolder = await mkdtemp(join(await chooseReachableFolder(), "hookledger-postgres-"));
  await chmod(parentFolder, 0o711);
  const cluster: Cluster = {
    folder: join(parentFolder, "postgres"),
    port: 0,
    password: "temporary",
    throwaway: !durable,
  };
  const removeFolder = () => rm(parentFolder, { recursive: true, force: true });
  try {
    await createCluster(cluster);
    for (let attempt = 1; ; attempt += 1) {
      cluster.port = await findFreePort();
      if ((await startCluster(cluster)) === "started") break;
      if (attempt === maxAttempts) throw new Error("no free port for a temporary Postgres");
    }
  } catch (error) {
    await removeFolder();
    throw error;
  }
  return {
    url: buildDatabaseUrl(cluster, "postgres"),
    cluster,
    stop: () => stopCluster(cluster).finally(removeFolder),
  };
}
