import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { print } from "./progress.mjs";
import { root } from "./settings";

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A child that lived this long was fine: the next pause is the first one again. */
const soundAfterMs = 10_000;
const graceMs = 20_000;
const keptLines = 40;

export interface Program {
  name: string;
  /** Arguments of node. */
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** A program that is started again whenever it ends, until `stop`. */
export class Supervised {
  /** The last lines it printed, for the message when it does not come up. */
  readonly lastLines: string[] = [];
  /** How often it ended by itself. */
  deaths = 0;
  readonly #program: Program;
  #child: ChildProcess | undefined;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;

  constructor(program: Program) {
    this.#program = program;
    this.#done = this.#keepRunning();
  }

  /** SIGTERM, 20 s to finish what is in flight, then SIGKILL. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#child?.kill("SIGTERM");
    const timer = setTimeout(() => {
      print(`${this.#program.name} did not stop within ${graceMs / 1000} s and was ended.`);
      this.#child?.kill("SIGKILL");
    }, graceMs);
    await this.#done;
    clearTimeout(timer);
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping;
    for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      const since = Date.now();
      const how = await this.#runOnce();
      if (signal.aborted) return;
      this.deaths += 1;
      if (Date.now() - since > soundAfterMs) pause = firstPauseMs;
      print(`${this.#program.name} ended (${how}); starting it again in ${pause / 1000} s.`);
      await delay(pause, undefined, { signal }).catch(() => {}); // Stopped while waiting.
    }
  }

  async #runOnce(): Promise<string> {
    const { name, args, env } = this.#program;
    // A group of its own: a Ctrl-C in the terminal reaches us alone, and we stop things in order. The channel ("ipc")
    // closes when we are killed; the program takes that as its SIGTERM.
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => this.#show(name, line));
    }
    try {
      const [code, endedBy] = await once(child, "exit");
      return endedBy ?? `exit code ${code}`;
    } catch (error) {
      return (error as Error).message; // It could not even be started.
    }
  }

  #show(name: string, line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > keptLines) this.lastLines.shift();
    print(`${name.padEnd(6)} | ${line}`);
  }
}
