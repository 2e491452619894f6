import { join } from "node:path";
import { print } from "../terminal/progress.mjs";
import { mustRun } from "../terminal/run-command.mjs";
import { root } from "./settings";

const signInPrefix = "sign-in:";

/**
 * Runs prisma/seed.ts, which adds what is missing: roles, built-in event types, the administrator of the settings, and the
 * demo's users. It also disables the demo's users, or enables them again. Each line of its output is printed at once, except
 * lines that begin with "sign-in:", which are returned to be shown at the end of the start.
 */
export async function seed(signal?: AbortSignal): Promise<string[]> {
  const signInLines: string[] = [];
  await mustRun("Seeding", process.execPath, ["--import", "tsx", join(root, "prisma/seed.ts")], {
    cwd: root,
    env: process.env,
    signal,
    onLine: (line) => {
      if (line.startsWith(signInPrefix)) signInLines.push(line.slice(signInPrefix.length).trim());
      else print(`  ${line}`);
    },
  });
  return signInLines;
}

/** Runs prisma/demo.ts, which adds the demo's missing data through the API of the running Hookledger. */
export async function seedDemo(signal: AbortSignal): Promise<void> {
  await mustRun("Adding demo data", process.execPath, ["--import", "tsx", join(root, "prisma/demo.ts")], {
    cwd: root,
    env: process.env,
    signal,
  });
}
