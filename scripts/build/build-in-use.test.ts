import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../start/settings";
import { markBuildInUse, rejectWhileInUse } from "./build-in-use";
import { hashSources, sourceFiles } from "./source-hash";

async function createFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "hookledger-build-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("a build that a process uses is not replaced until that process releases it", async () => {
  const marks = await createFolder();
  await expect(rejectWhileInUse(marks)).resolves.toBeUndefined();
  const release = await markBuildInUse(marks);
  await expect(rejectWhileInUse(marks)).rejects.toThrow(
    `A running Hookledger (pid ${process.pid}) is serving this folder's build`,
  );
  await release();
  await expect(rejectWhileInUse(marks)).resolves.toBeUndefined();
});

test("a mark left by a killed process is ignored and removed", async () => {
  const marks = await createFolder();
  const killed = spawn(process.execPath, ["-e", ""]);
  await once(killed, "exit");
  await writeFile(join(marks, String(killed.pid)), String(killed.pid));
  await expect(rejectWhileInUse(marks)).resolves.toBeUndefined();
  expect(await readdir(marks)).toEqual([]);
});

async function writeSource(repository: string, name: string, text = name) {
  await mkdir(dirname(join(repository, name)), { recursive: true });
  await writeFile(join(repository, name), text);
}

test("only a new or changed source file changes the hash of the sources", async () => {
  const repository = await createFolder();
  for (const name of [...sourceFiles, "app/page.tsx", "components/a.tsx", "inngest/a.ts", "lib/a/b.ts"])
    await writeSource(repository, name);
  const hash = await hashSources(repository);
  for (const name of [
    "notes.txt",
    "dump.json",
    "backup/lib/a.ts",
    "docs/x.md",
    "lib/a/b.test.ts",
    "e2e/x.spec.ts",
  ])
    await writeSource(repository, name);
  expect(await hashSources(repository)).toBe(hash);
  const hashes = new Set([hash]);
  for (const name of ["app/new/page.tsx", "lib/new/c.ts", "proxy.ts", "prisma/schema.prisma"]) {
    await writeSource(repository, name, "new");
    hashes.add(await hashSources(repository));
  }
  expect(hashes.size).toBe(5);
});

test("each program and each build configuration file in the root folder counts as a source", async () => {
  const codeFiles = (await readdir(root)).filter((name) => /\.([cm]?[jt]sx?)$/.test(name));
  const toolConfigs = ["playwright.config.ts", "vitest.config.ts", "prisma.config.ts", "next-env.d.ts"];
  expect(codeFiles.filter((name) => !sourceFiles.includes(name) && !toolConfigs.includes(name))).toEqual([]);
});
