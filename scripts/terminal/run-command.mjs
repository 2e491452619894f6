import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Problem } from "./progress.mjs";

const maxKeptLines = 2_000;
const maxShownLines = 40;

/**
 * Runs a program until it exits. Resolves with its exit code and its output (stdout and stderr mixed, the last 2,000
 * lines). `onLine` is called with each line of stdout as it arrives; an aborted `signal` ends the program with SIGTERM.
 */
export function runCommand(command, args, { cwd, env, signal, onLine, uid, gid } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, signal, uid, gid, stdio: ["ignore", "pipe", "pipe"] });
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
        lines.push(line);
        if (lines.length > maxKeptLines) lines.shift();
        if (stream === child.stdout) onLine?.(line);
      });
    }
    child.on("error", reject);
    child.on("close", (code, endedBy) => resolve({ code: code ?? 1, endedBy, output: lines.join("\n") }));
  });
}

/** Like `runCommand`, but if the program fails, throws a `Problem` with its last lines and the given advice. */
export async function mustRun(title, command, args, { advice, ...options } = {}) {
  const { code, endedBy, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  const tail = output.split("\n").slice(-maxShownLines).join("\n");
  throw new Problem(`${title} failed (${endedBy ?? `exit code ${code}`}).`, { output: tail, advice });
}
