import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { root } from "../start/settings";
import { listImportableLayers } from "../structure/import-rules";

/**
 * The sources of the web and worker programs: the folders that their code may import (a new one must be added to the import
 * rules, or the structure check fails), the schema, and the listed files beside package.json. Anything else in the
 * repository (a note, a dump, a log) causes no rebuild.
 */
const sourceFolders = [...listImportableLayers("root", "app")].filter((layer) => layer !== "root");
export const sourceFiles = [
  "server.ts",
  "worker.ts",
  "evaluator.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "prisma/schema.prisma",
  "scripts/build/build.ts",
];
const ignoredFiles = /^\.|\.(test\.tsx?|md|log)$/;

async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries
    .filter(({ name }) => !ignoredFiles.test(name))
    .map((entry) =>
      entry.isDirectory() ? listSources(join(folder, entry.name)) : [join(folder, entry.name)],
    );
  return (await Promise.all(found)).flat();
}

/** Hashes everything that a build depends on: the sources, the locked packages, the build script and the Node version. */
export async function hashSources(repository = root): Promise<string> {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  const inFolders = await Promise.all(sourceFolders.map((part) => listSources(join(repository, part))));
  const paths = [...inFolders.flat(), ...sourceFiles.map((name) => join(repository, name))].sort();
  for (const path of paths)
    hash
      .update(relative(repository, path))
      .update("\0")
      .update(await readFile(path))
      .update("\0");
  return hash.digest("hex");
}
