import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

/** One process of the system under test. */
export interface Program {
  readonly lines: string[];
  readonly pid: number;
  /** Resolves when the process has ended. */
  readonly whenEnded: Promise<unknown>;
  exitCode(): number | null;
  /** Resolves with the first line that contains `text`; rejects when the process ends before that. */
  waitForLine(text: string): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `node <args>`, in the folder `cwd`, and collects what it prints. */
export function startNode(args: string[], env: NodeJS.ProcessEnv, cwd?: string): Program {
  return startProgram(process.execPath, args, env, cwd);
}

/** Starts a program, without a shell in between, and collects what it prints. */
export function startProgram(command: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): Program {
  const child: ChildProcess = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  const whenEnded = once(child, "close");
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  }
  return {
    lines,
    pid: child.pid ?? 0,
    whenEnded,
    exitCode: () => child.exitCode,
    async waitForLine(text) {
      const findLine = () => lines.find((line) => line.includes(text));
      const lineFound = new Promise<string>((resolve) => {
        const checkLines = () => {
          const match = findLine();
          if (match === undefined) return;
          listeners.delete(checkLines);
          resolve(match);
        };
        listeners.add(checkLines);
        checkLines();
      });
      const rejectsAtEnd = whenEnded.then(() => {
        throw new Error(`${args.join(" ")} ended before it printed "${text}":\n${lines.join("\n")}`);
      });
      rejectsAtEnd.catch(() => {});
      return Promise.race([lineFound, rejectsAtEnd]);
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await Promise.race([whenEnded, wait(25_000, undefined, { ref: false })]);
      if (child.exitCode === null && child.signalCode === null)
        throw new Error(`${args.join(" ")} did not stop`);
    },
  };
}
