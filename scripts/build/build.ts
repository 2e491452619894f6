import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { withFolderLock } from "../install/folder-lock.mjs";
import { root } from "../start/settings";
import { Problem, print, runStep } from "../terminal/progress.mjs";
import { mustRun } from "../terminal/run-command.mjs";
import { markBuildInUse, rejectWhileInUse } from "./build-in-use";
import { hashSources } from "./source-hash";

const stampFile = join(root, ".next/.hookledger-build");
const programNames = ["server", "worker", "evaluator"];

async function isBuildCurrent(hash: string): Promise<boolean> {
  const outputs = [
    stampFile,
    join(root, ".next/BUILD_ID"),
    ...programNames.map((name) => join(root, `.build/${name}.mjs`)),
  ];
  return outputs.every((path) => existsSync(path)) && (await readFile(stampFile, "utf8")) === hash;
}

async function buildPages(signal?: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  await mustRun("next build", process.execPath, [next, "build"], {
    cwd: root,
    signal,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
}

/** Bundles the server, the worker and their threads into one file each, so that they start fast. Packages are not bundled. */
async function bundlePrograms(): Promise<void> {
  await rm(join(root, ".build"), { recursive: true, force: true });
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: programNames.map((name) => `${name}.ts`),
      outdir: ".build",
      outExtension: { ".js": ".mjs" },
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      packages: "external",
      alias: { "@": root },
      sourcemap: true,
      logLevel: "silent",
    });
  } catch (error) {
    const failure = error as esbuild.BuildFailure;
    const messages = await esbuild.formatMessages(failure.errors ?? [], { kind: "error" });
    throw new Problem("Bundling the server, worker and evaluator failed.", {
      output: messages.join("\n") || failure.message,
    });
  }
}

/**
 * Builds the pages (.next) and the server and worker (.build), unless the last build had the same sources, and marks the
 * build as in use by this process; the returned function removes the mark. Concurrent commands in one folder take turns.
 * Throws a Problem when a rebuild is needed while another process uses the build.
 */
export async function build(signal?: AbortSignal): Promise<() => Promise<void>> {
  const work = async () => {
    const hash = await hashSources();
    if (!(await isBuildCurrent(hash))) {
      await rejectWhileInUse();
      await rm(stampFile, { force: true });
      await runStep("Production build", () => Promise.all([buildPages(signal), bundlePrograms()]));
      // The hash was taken before the build, so it does not cover changes made during the build.
      await writeFile(stampFile, hash);
    }
    return await markBuildInUse();
  };
  if (await isBuildCurrent(await hashSources())) {
    const release = await markBuildInUse();
    // Another command may have started a rebuild before it could see the mark.
    if (await isBuildCurrent(await hashSources())) return release;
    await release();
  }
  return await withFolderLock(join(root, ".data/build.lock"), work, () =>
    print("Another command is building in this folder; waiting for it."),
  );
}
