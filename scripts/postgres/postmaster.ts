import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cluster } from "./postgres-cluster";

/** Returns the cluster with the port on which its running Postgres listens (the fourth line of postmaster.pid). */
export async function readRunningCluster(cluster: Cluster): Promise<Cluster> {
  const text = await readFile(join(cluster.folder, "postmaster.pid"), "utf8").catch(() => "");
  return { ...cluster, port: Number(text.split("\n")[3]) || cluster.port };
}

/**
 * Returns the running postmaster's process ID; undefined if none is running; "reused" if another program has that ID now, which Postgres
 * itself does not detect.
 */
export function findPostmaster(cluster: Cluster): number | "reused" | undefined {
  const file = join(cluster.folder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return undefined;
  }
  try {
    const name = existsSync(`/proc/${pid}/comm`)
      ? readFileSync(`/proc/${pid}/comm`, "utf8")
      : execFileSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" });
    return name.includes("postgres") ? pid : "reused";
  } catch {
    return pid; // If unknown, assume it is running: two servers on the same files would be worse.
  }
}
