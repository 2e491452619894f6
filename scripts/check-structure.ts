// Checks the structure of the repository, without exceptions: import directions, which code may use the database, open
// connections or read the machine's clock, the names and lengths of files, import cycles, and a complete package-lock.json.
// The rules and their reasons are in scripts/structure/.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./start/settings";
import { checkCycles } from "./structure/cycle-rule";
import { checkFile } from "./structure/file-rules";
import { checkImports } from "./structure/import-rules";
import { checkPackageLock } from "./structure/package-lock-rule";
import type { Source } from "./structure/source";

const generatedPaths = new Set([
  "node_modules",
  "prisma/generated",
  "test-results",
  "playwright-report",
  "next-env.d.ts",
]);

async function listSources(folder = ""): Promise<Source[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const sources = await Promise.all(
    entries.map(async (entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.name.startsWith(".") || generatedPaths.has(path)) return [];
      if (entry.isDirectory()) return listSources(path);
      return /\.m?[jt]sx?$/.test(path) ? [{ path, text: await readFile(join(root, path), "utf8") }] : [];
    }),
  );
  return sources.flat();
}

const allSources = await listSources();
const violations = [
  ...allSources.flatMap((source) => [...checkImports(source), ...checkFile(source)]),
  ...checkCycles(allSources),
  ...checkPackageLock(await readFile(join(root, "package-lock.json"), "utf8")),
];
for (const { path, line, rule, todo } of violations) console.log(`${path}:${line} ${rule} — ${todo}`);
console.log(`${allSources.length} files, ${violations.length} violations`);
process.exitCode = violations.length > 0 ? 1 : 0;
