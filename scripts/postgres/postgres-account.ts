import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { Problem } from "../terminal/progress.mjs";

const execute = promisify(execFile);

/** The account under which Postgres runs; undefined means our own. */
export type Account = { uid: number; gid: number } | undefined;

async function lookUpAccount(): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([
      execute("id", ["-u", "postgres"]),
      execute("id", ["-g", "postgres"]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined; // `id` fails for an account that does not exist.
  }
}

/** Postgres does not run as root, so root runs it under the system account `postgres`, which is created if missing. */
export async function ensurePostgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await lookUpAccount();
  if (existing) return existing;
  try {
    await execute("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  } catch (error) {
    throw new Problem("Postgres refuses to run as root, and the account postgres could not be created.", {
      output: (error as Error).message,
      advice:
        "Run as an ordinary user, add a system user named postgres, or set DATABASE_URL to your own Postgres.",
    });
  }
  return await lookUpAccount();
}

/**
 * Returns whether `account` can enter the existing folder `path` and all folders above it; for a folder below /root, it cannot.
 * Only the mode bits are checked, not access lists and security modules.
 */
export async function canEnter(account: Account, path: string): Promise<boolean> {
  if (!account) return true;
  const { uid, gid, mode } = await stat(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || canEnter(account, parent);
}
