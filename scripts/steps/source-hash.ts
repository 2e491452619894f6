import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { root } from "./settings";

/** What the web and worker programs are not made of. Everything else counts, so a new folder is never forgotten. */
const foreignFolders = new Set([
  "node_modules",
  "prisma/generated",
  "prisma/migrations",
  "e2e",
  "bench",
  "docs",
  "scripts",
  "testing",
  "test-results",
  "playwright-report",
]);
const foreignFiles = /\.(test\.tsx?|md|log|tsbuildinfo)$|^next-env\.d\.ts$|^prisma\/seed\.ts$/;

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      const name = relative(root, path).replaceAll("\\", "/");
      if (entry.name.startsWith(".") || foreignFolders.has(name)) return [];
      if (entry.isDirectory()) return sources(path);
      return foreignFiles.test(name) ? [] : [path];
    }),
  );
  return found.flat();
}

/** One hash over all that a build depends on: the sources, the locked packages, the build step itself. About 50 ms. */
export async function sourceHash(): Promise<string> {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0] ?? "");
  const paths = [...(await sources(root)), join(root, "scripts/steps/build.ts")].sort();
  for (const path of paths)
    hash
      .update(relative(root, path))
      .update("\0")
      .update(await readFile(path))
      .update("\0");
  return hash.digest("hex");
}
