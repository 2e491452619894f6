import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { ThreadPool } from "./thread-pool";

/** On globalThis, like the connection pool: the Next bundle and the server in front of it share the threads. */
const shared = globalThis as { hookledgerThreads?: ThreadPool | undefined };

/** Returns the thread pool of this process. Its threads start when they are needed. */
export function getThreadPool(): ThreadPool {
  shared.hookledgerThreads ??= new ThreadPool(startThread, {
    threads: Math.max(2, Math.min(4, availableParallelism())),
    maxMs: 5_000,
    maxWaitingCharacters: 16_000_000,
    idleMs: 60_000,
  });
  return shared.hookledgerThreads;
}

/** Ends all threads; the next job starts new ones. */
export async function closeThreads(): Promise<void> {
  const pool = shared.hookledgerThreads;
  shared.hookledgerThreads = undefined;
  await pool?.close();
}

/** Loaded at run time: with an import, Next would bundle the file that the Worker starts. */
const workerThreads = process.getBuiltinModule("node:worker_threads");
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** Starts a thread that runs evaluator.ts: the build next to the running program, or the source in development. */
function startThread(): Worker {
  const built = join(dirname(process.argv[1] ?? ""), "evaluator.mjs");
  if (existsSync(built))
    return new workerThreads.Worker(built, { execArgv: ["--enable-source-maps"], resourceLimits });
  const source = pathToFileURL(join(process.cwd(), "evaluator.ts")).href;
  // In Node 20, --import does not load tsx in a thread.
  const program = `import("tsx/esm/api").then(({ register }) => (register(), import(${JSON.stringify(source)})))`;
  return new workerThreads.Worker(program, { eval: true, execArgv: [], resourceLimits });
}
