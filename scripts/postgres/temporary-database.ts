import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { root } from "../start/settings";

export interface TemporaryDatabase {
  /** A server where databases may be created; the database in its address is empty. */
  url: string;
  /** Databases whose names begin with this are dropped at the end. */
  prefix: string;
  /** A migrated, empty database to clone. Do not connect to it: Postgres cannot clone a database that is in use. */
  template: string;
  stop(): Promise<void>;
}

/**
 * Starts a throwaway Postgres (or uses the server of TEST_DATABASE_URL) with a migrated template. A separate process
 * keeps it, and removes it however this process ends, including by kill -9. Its commits wait for the disk, as in production,
 * only if `durable` is true.
 */
export async function startTemporaryDatabase({ durable = false } = {}): Promise<TemporaryDatabase> {
  const args = ["--import", "tsx", "scripts/keep-temporary-database.ts", ...(durable ? ["--durable"] : [])];
  const keeper = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const whenEnded = once(keeper, "exit");
  const lines = createInterface({ input: keeper.stdout });
  const firstLine = await Promise.race([once(lines, "line"), whenEnded.then(() => undefined)]);
  if (!firstLine) throw new Error("the temporary database did not start; see its message above");
  const stop = async () => {
    keeper.stdin.end();
    await whenEnded;
  };
  return { ...JSON.parse(firstLine[0]), stop };
}
