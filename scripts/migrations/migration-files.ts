import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { root } from "../start/settings";

export const migrationsFolder = join(root, "prisma/migrations");
export const lockToml = "migration_lock.toml";

async function readScript(folder: string, name: string) {
  const path = "migration.sql";
  try {
    const value = await readFile(join(folder, name, path), "utf8");
    return { path, content: { tag: "ok", value } } as const;
  } catch (error) {
    return { path, content: { tag: "error", value: (error as Error).message } } as const; // The engine reports it.
  }
}

/** The migrations on disk, in the schema engine's input format, oldest first. */
export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: { path: lockToml, content: await readFile(join(folder, lockToml), "utf8").catch(() => null) },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({ path, migrationFile: await readScript(folder, path) })),
    ),
  };
}

/** Each migration's name and checksum, as in `_prisma_migrations`: the SHA-256 hash of the script, in hex. */
export function computeChecksums(list: MigrationList): Map<string, string> {
  return new Map(
    list.migrationDirectories.map(({ path, migrationFile: { content } }) => [
      path,
      content.tag === "ok" ? createHash("sha256").update(content.value).digest("hex") : "",
    ]),
  );
}
