import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "../terminal/progress.mjs";
import { root } from "./settings";
import { type Program, Supervised } from "./supervise";

const require = createRequire(import.meta.url);
const healthPath = "/api/v1/health";
const readyTimeoutMs = 60_000;

/** Each DNS look-up of a receiver occupies a thread; with Node's default of four, a few slow name servers would block all look-ups. */
const threadSettings = { UV_THREADPOOL_SIZE: "32" };

/**
 * The most memory for each half of V8's young generation, in MB. Node 24 lets it grow to 32, which makes a process a third larger;
 * 16 is what Node 20 and 22 have.
 */
const maxHalfOfYoungGeneration = { web: 16, worker: 8 };

/** How `npm start` runs the production build: web, then worker. */
export function productionPrograms(env: NodeJS.ProcessEnv): [web: Program, worker: Program] {
  const program = (name: "web" | "worker", file: string): Program => ({
    name,
    args: [
      `--max-semi-space-size=${maxHalfOfYoungGeneration[name]}`,
      "--enable-source-maps",
      join(root, ".build", file),
    ],
    env: { ...threadSettings, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    answersPings: true,
  });
  return [program("web", "server.mjs"), program("worker", "worker.mjs")];
}

/** Next's development server serves the pages; the worker restarts when one of its files changes. */
function developmentPrograms(env: NodeJS.ProcessEnv): Program[] {
  const settings: NodeJS.ProcessEnv = { ...env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" };
  const next = require.resolve("next/dist/bin/next");
  const tsx = require.resolve("tsx/cli");
  return [
    { name: "web", args: [next, "dev", "-p", env.PORT ?? "3000"], env: settings },
    { name: "worker", args: [tsx, "watch", "--clear-screen=false", "worker.ts"], env: settings },
  ];
}

/** Starts web and worker. */
export function startPrograms(dev: boolean, env: NodeJS.ProcessEnv): { web: Supervised; all: Supervised[] } {
  const [web, worker] = (dev ? developmentPrograms(env) : productionPrograms(env)) as [Program, Program];
  const supervisedWeb = new Supervised(web);
  return { web: supervisedWeb, all: [supervisedWeb, new Supervised(worker)] };
}

/** Waits until the web process is healthy. If it exits before that, the start has failed. */
export async function waitUntilReady(web: Supervised, port: number, signal: AbortSignal): Promise<void> {
  const url = `http://127.0.0.1:${port}${healthPath}`;
  for (const deadline = Date.now() + readyTimeoutMs; Date.now() < deadline; ) {
    signal.throwIfAborted();
    if (web.exitCount > 0) break;
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await delay(50);
  }
  throw new Problem(`The web process did not become ready (${url}).`, { output: web.lastLines.join("\n") });
}
