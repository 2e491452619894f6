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

/** The temporary folder, unless only root can enter it, so that the Postgres account cannot. */
async function chooseReachableFolder(): Promise<string> {
  if (await canEnter(await ensurePostgresAccount(), tmpdir())) return tmpdir();
  await mkdir(systemFolder, { recursive: true });
  return systemFolder;
}

/**
 * A separate Postgres in a temporary folder, for tests, benchmarks and schema comparisons. Unless it is durable, commits
 * do not wait for the disk.
 */
export async function startTemporaryPostgres(
  durable: boolean,
): Promise<{ url: string; cluster: Cluster; stop(): Promise<void> }> {
  const home = await mkdtemp(join(await chooseReachableFolder(), "hookledger-postgres-"));
  await chmod(home, 0o711);
  const cluster: Cluster = {
    folder: join(home, "postgres"),
    port: 0,
    password: "temporary",
    throwaway: !durable,
  };
  const forget = () => rm(home, { recursive: true, force: true });
  try {
    await createCluster(cluster);
    for (let attempt = 1; ; attempt += 1) {
      cluster.port = await findFreePort();
      if ((await startCluster(cluster)) === "started") break;
      if (attempt === maxAttempts) throw new Error("no free port for a temporary Postgres");
    }
  } catch (error) {
    await forget();
    throw error;
  }
  return {
    url: buildDatabaseUrl(cluster, "postgres"),
    cluster,
    stop: () => stopCluster(cluster).finally(forget),
  };
}
