import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type System, startSystem } from "../e2e/system";
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";

export interface BenchSystem {
  system: System;
  sinkUrl: string;
  stop(): Promise<void>;
}

/** The production build on a throwaway Postgres, and a sink (a minimal receiver) in another process. */
export async function startBench(): Promise<BenchSystem> {
  const { url, prefix, template, stop } = await startTemporaryDatabase();
  process.env.E2E_DATABASE = JSON.stringify({ url, prefix, template });
  const sink: ChildProcess = fork(new URL("./sink.mjs", import.meta.url));
  const [{ port }] = (await once(sink, "message")) as [{ port: number }];
  const system = await startSystem();
  return {
    system,
    sinkUrl: `http://127.0.0.1:${port}/`,
    async stop() {
      await system.stop();
      sink.disconnect();
      await stop();
    },
  };
}

/** Resident memory of a process in MB (Linux). */
export function readResidentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}

/** The nearest-rank percentile: the smallest value that at least this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** CPU time that a process has used, in ms (Linux; its clock ticks are 10 ms). */
export function readCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
