import type { InngestFunction } from "inngest";
import pino from "pino";
import { afterEach, vi } from "vitest";
import { inngest } from "../inngest/client";
import { type RunnerOptions, startRunner } from "../inngest/embedded/runner";

/** For tests: a name for a function and its signal that no other test has. */
let count = 0;
export function toyName(): string {
  count += 1;
  return `toy-${count}`;
}

/** For tests: starts runners that are stopped after each test, and keeps what they log. */
export function useRunners() {
  const running = new Set<{ stop(): Promise<void> }>();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });

  afterEach(async () => {
    await Promise.all([...running].map((runner) => runner.stop()));
    running.clear();
    lines.length = 0;
  });

  function start(functions: InngestFunction.Any[], options: Partial<RunnerOptions> = {}) {
    const runner = startRunner({
      functions,
      log,
      retryDelayMs: () => 10,
      stopTimeoutMs: 1_000,
      ...options,
    });
    running.add(runner);
    return runner;
  }

  return { start, lines };
}

/** For tests: waits until `look` does not throw. */
export function eventually(look: () => unknown): Promise<unknown> {
  return vi.waitFor(look, { timeout: 10_000, interval: 5 });
}

/** For tests: sends one signal for each of the given data. */
export async function send(name: string, data: Record<string, unknown>[], ts?: number): Promise<void> {
  await inngest.send(data.map((each) => ({ name, data: each, ts })));
}

/** For tests: a promise and what settles it. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
