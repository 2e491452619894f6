import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canEnter, postgresAccount } from "./postgres-account";
import {
  addressOf,
  type Cluster,
  createCluster,
  freePort,
  startCluster,
  stopCluster,
} from "./postgres-cluster";
import { rootFolder } from "./postgres-programs";

const attempts = 5;

/** The temporary folder, unless only root can enter it, so that the Postgres account cannot. */
async function reachableFolder(): Promise<string> {
  if (await canEnter(await postgresAccount(), tmpdir())) return tmpdir();
  await mkdir(rootFolder, { recursive: true });
  return rootFolder;
}

/** A separate Postgres in a temporary folder, without durability, for tests and for comparing schemas. */
export async function startTemporaryPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const home = await mkdtemp(join(await reachableFolder(), "hookledger-postgres-"));
  await chmod(home, 0o711);
  const cluster: Cluster = {
    folder: join(home, "postgres"),
    port: 0,
    password: "temporary",
    throwaway: true,
  };
  const forget = () => rm(home, { recursive: true, force: true });
  try {
    await createCluster(cluster);
    for (let attempt = 1; ; attempt += 1) {
      cluster.port = await freePort();
      if ((await startCluster(cluster)) === "started") break;
      if (attempt === attempts) throw new Error("no free port for a temporary Postgres");
    }
  } catch (error) {
    await forget();
    throw error;
  }
  return { url: addressOf(cluster, "postgres"), stop: () => stopCluster(cluster).finally(forget) };
}
