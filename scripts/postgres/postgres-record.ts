import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writePrivateFile } from "../start/private-file";
import { canEnter, ensurePostgresAccount } from "./postgres-account";
import { type Cluster, findFreePort } from "./postgres-cluster";
import { systemFolder } from "./postgres-programs";

const buildRecordPath = (data: string) => join(data, "postgres.json");

/** Returns a folder in the data folder or, if the Postgres account cannot enter that one (only root can), below /var/lib. */
async function chooseClusterFolder(data: string): Promise<string> {
  const account = await ensurePostgresAccount();
  if (await canEnter(account, dirname(data))) return join(data, "postgres");
  const folder = join(systemFolder, `data-${createHash("sha256").update(data).digest("hex").slice(0, 12)}`);
  await mkdir(folder, { recursive: true });
  return join(folder, "postgres");
}

/**
 * Returns the folder, port and password of the data folder's embedded Postgres. The first call chooses and records them; later only
 * the port changes (`recordPort`), or the folder if the data folder was moved.
 */
export async function readOrCreateRecord(data: string): Promise<Cluster> {
  const path = buildRecordPath(data);
  if (!existsSync(path)) {
    const password = randomBytes(24).toString("base64url");
    const newCluster: Cluster = {
      folder: await chooseClusterFolder(data),
      port: await findFreePort(),
      password,
    };
    await writePrivateFile(path, JSON.stringify(newCluster, null, 2), true);
  }
  const { port, password, folder }: Cluster = JSON.parse(await readFile(path, "utf8"));
  // A moved data folder still contains its cluster, except when only root can enter it.
  return { port, password, folder: folder.startsWith(systemFolder) ? folder : join(data, "postgres") };
}

/** Returns the cluster with its recorded port or, if that is in use, with another port. */
export async function assignFreePort(cluster: Cluster): Promise<Cluster> {
  return { ...cluster, port: await findFreePort(cluster.port).catch(() => findFreePort()) };
}

/** Records the port of the cluster that was just started, so that the next start uses it again. */
export async function recordPort(data: string, { port }: Cluster): Promise<void> {
  const record = JSON.parse(await readFile(buildRecordPath(data), "utf8"));
  if (record.port !== port)
    await writePrivateFile(buildRecordPath(data), JSON.stringify({ ...record, port }, null, 2));
}
