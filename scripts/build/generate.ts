import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { withFolderLock } from "../install/folder-lock.mjs";
import { root } from "../start/settings";
import { runStep } from "../terminal/progress.mjs";
import { mustRun } from "../terminal/run-command.mjs";

const require = createRequire(import.meta.url);
const stampFile = join(root, "prisma/generated/.hookledger-schema");

async function hashSchema(): Promise<string> {
  const hash = createHash("sha256").update(require("prisma/package.json").version);
  for (const file of ["prisma/schema.prisma", "prisma.config.ts"])
    hash.update(await readFile(join(root, file)));
  return hash.digest("hex");
}

async function isClientCurrent(): Promise<boolean> {
  return existsSync(stampFile) && (await readFile(stampFile, "utf8")) === (await hashSchema());
}

async function runGenerator(signal?: AbortSignal): Promise<void> {
  const prisma = join(require.resolve("prisma/package.json"), "../build/index.js");
  await mustRun("prisma generate", process.execPath, [prisma, "generate"], {
    cwd: root,
    signal,
    // Generating needs no engine, but Prisma downloads one unless it is given the path of an existing file.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
  });
  await writeFile(stampFile, await hashSchema());
}

/** Generates the Prisma client into prisma/generated when the schema has changed since the last time. Needs no network. */
export async function generateClient(signal?: AbortSignal): Promise<void> {
  if (await isClientCurrent()) return;
  await withFolderLock(join(root, ".data/generate.lock"), async () => {
    if (!(await isClientCurrent())) await runStep("Database client generated", () => runGenerator(signal));
  });
}
