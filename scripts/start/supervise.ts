import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { print } from "../terminal/progress.mjs";
import { root } from "./settings";

const firstPauseMs = 200;
const maxPauseMs = 5_000;
/** After a child has run this long, the pauses between restarts begin again with the shortest. */
const stableAfterMs = 10_000;
const stopGraceMs = 20_000;
const maxKeptLines = 40;

export interface Program {
  name: string;
  /** Arguments for node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Whether it answers the supervisor's pings (lib/http-server/answer-supervisor-pings.ts). Next's development server does not. */
  answersPings?: boolean;
}

/** How often a program is pinged, and how many pings in a row it may leave unanswered before it is killed. */
export interface PingSettings {
  everyMs: number;
  maxUnanswered: number;
}
/** One minute in all. Machine snapshots and measurements usually pause a process for less; a breakpoint can pause it for longer. */
const defaultPingSettings: PingSettings = { everyMs: 5_000, maxUnanswered: 12 };
/** Multiplies the limit until the first answer, because loading a program's code is slow on a busy machine. */
const startFactor = 4;

/** A program that is started again whenever it ends or no longer answers, until `stop`. */
export class Supervised {
  /** The last lines it printed, for the error message if it does not start. */
  readonly lastLines: string[] = [];
  /** How many times it has ended without `stop`. */
  exitCount = 0;
  readonly #program: Program;
  readonly #pingSettings: PingSettings;
  #child: ChildProcess | undefined;
  readonly #stopController = new AbortController();
  readonly #whenDone: Promise<void>;

  constructor(program: Program, pingSettings = defaultPingSettings) {
    this.#program = program;
    this.#pingSettings = pingSettings;
    this.#whenDone = this.#keepRunning();
  }

  /** Sends SIGTERM, and SIGKILL if the program has not ended after 20 s. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopController.abort();
    this.#child?.kill("SIGTERM");
    const timer = setTimeout(() => {
      print(`${this.#program.name} did not stop within ${stopGraceMs / 1000} s and was killed.`);
      this.#child?.kill("SIGKILL");
    }, stopGraceMs);
    await this.#whenDone;
    clearTimeout(timer);
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopController;
    for (let pause = firstPauseMs; !signal.aborted; pause = Math.min(pause * 2, maxPauseMs)) {
      const startedAt = Date.now();
      const reason = await this.#runOnce();
      if (signal.aborted) return;
      this.exitCount += 1;
      if (Date.now() - startedAt > stableAfterMs) pause = firstPauseMs;
      print(`${this.#program.name} exited (${reason}); restarting in ${pause / 1000} s.`);
      await delay(pause, undefined, { signal }).catch(() => {}); // Stopped while waiting.
    }
  }

  async #runOnce(): Promise<string> {
    const { name, args, env } = this.#program;
    // The program gets its own process group, so that a Ctrl-C in the terminal reaches only us, and we stop programs in order.
    // The channel ("ipc") closes if we are killed; the program treats that as SIGTERM.
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => this.#printLine(name, line));
    }
    const pingTimer = this.#program.answersPings ? this.#pingRegularly(child) : undefined;
    try {
      const [code, endedBy] = await once(child, "exit");
      return endedBy ?? `exit code ${code}`;
    } catch (error) {
      return (error as Error).message; // It could not even be started.
    } finally {
      clearInterval(pingTimer);
    }
  }

  /** Pings the program regularly. Counts unanswered pings, not seconds, so that a machine's sleep or clock change does not count. */
  #pingRegularly(child: ChildProcess): NodeJS.Timeout {
    const { everyMs, maxUnanswered } = this.#pingSettings;
    let unanswered = 0;
    let limit = maxUnanswered * startFactor;
    child.on("message", () => {
      unanswered = 0;
      limit = maxUnanswered;
    });
    return setInterval(() => {
      if (unanswered >= limit) {
        print(`${this.#program.name} has not responded for ${(unanswered * everyMs) / 1_000} s; killing it.`);
        child.kill("SIGKILL");
        return;
      }
      unanswered += 1;
      child.send("answer", () => {}); // If the channel is closed, the program's exit follows and is handled.
    }, everyMs);
  }

  #printLine(name: string, line: string): void {
    this.lastLines.push(line);
    if (this.lastLines.length > maxKeptLines) this.lastLines.shift();
    print(`${name.padEnd(6)} | ${line}`);
  }
}
