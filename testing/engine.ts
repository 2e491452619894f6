import type { InngestFunction } from "inngest";
import pino from "pino";
import { afterEach, vi } from "vitest";
import { inngest } from "../inngest/client";
import { type RunnerOptions, startRunner } from "../lib/engine/runner";

/** The product's Inngest client, with which tests of the engine create functions. */
export { inngest };

let toyCount = 0;

/** A unique name for a function and its signal. */
export function makeToyName(): string {
  toyCount += 1;
  return `toy-${toyCount}`;
}

/** Returns a function that starts runners, which are stopped after each test, and the lines of their log. */
export function useRunners() {
  const runningRunners = new Set<{ stop(): Promise<void> }>();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });

  afterEach(async () => {
    await Promise.all([...runningRunners].map((runner) => runner.stop()));
    runningRunners.clear();
    lines.length = 0;
  });

  function start(functions: InngestFunction.Any[], options: Partial<RunnerOptions> = {}) {
    const runner = startRunner({
      functions,
      client: inngest,
      log,
      retryDelayMs: () => 10,
      stopTimeoutMs: 1_000,
      ...options,
    });
    runningRunners.add(runner);
    return runner;
  }

  return { start, lines };
}

/** Calls `check` until it does not throw, for at most 10 s; then fails with the last error of `check`. */
export function eventually(check: () => unknown): Promise<unknown> {
  return vi.waitFor(check, { timeout: 10_000, interval: 5 });
}

/** Sends one signal for each item of `data`. */
export async function send(name: string, data: Record<string, unknown>[], ts?: number): Promise<void> {
  await inngest.send(data.map((each) => ({ name, data: each, ts })));
}

/** A promise and the function that resolves it. */
export function makeGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
