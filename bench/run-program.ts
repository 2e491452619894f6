import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../scripts/start/settings";
import type { Stage } from "./stage";

/** Runs a file of `bench/` in a process of its own, with the settings of a worker. Returns the last line that it printed, as JSON. */
export async function runProgram<T>(
  { build }: Stage,
  databaseUrl: string,
  file: string,
  ...args: string[]
): Promise<T> {
  const options = { cwd: root, env: { ...build.env, DATABASE_URL: databaseUrl } };
  const { stdout } = await promisify(execFile)(
    "node",
    ["--import", "tsx", `bench/${file}`, ...args],
    options,
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
