import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { ThreadPool } from "./thread-pool";

/** On globalThis, like the pool of connections: what Next bundles and the small server before it share the threads. */
const shared = globalThis as { hookledgerThreads?: ThreadPool | undefined };

/** This process's threads; none is started before it is needed. */
export function threads(): ThreadPool {
  shared.hookledgerThreads ??= new ThreadPool(startThread, {
    threads: Math.max(2, Math.min(4, availableParallelism())),
    ...{ longestMs: 5_000, waitingCharacters: 16_000_000, idleMs: 60_000 },
  });
  return shared.hookledgerThreads;
}

/** Ends them; the next use starts others. */
export async function closeThreads(): Promise<void> {
  const open = shared.hookledgerThreads;
  shared.hookledgerThreads = undefined;
  await open?.close();
}

/** Not by an import: Next's bundler wants to bundle whatever a Worker that it knows is started with. */
const threading = process.getBuiltinModule("node:worker_threads");
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** A thread of evaluator.ts: beside the built program that runs, or in development from its source. */
function startThread(): Worker {
  const built = join(dirname(process.argv[1] ?? ""), "evaluator.mjs");
  if (existsSync(built))
    return new threading.Worker(built, { execArgv: ["--enable-source-maps"], resourceLimits });
  const source = pathToFileURL(join(process.cwd(), "evaluator.ts")).href;
  // Node 20 does not take tsx into a thread by --import.
  const program = `import("tsx/esm/api").then(({ register }) => (register(), import(${JSON.stringify(source)})))`;
  return new threading.Worker(program, { eval: true, execArgv: [], resourceLimits });
}
