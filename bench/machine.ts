import { cpus, loadavg, totalmem, type } from "node:os";
import { type DbServer, query } from "./build";

export interface Machine {
  measuredAt: string;
  cores: number;
  cpu: string;
  memoryGb: number;
  system: string;
  node: string;
  postgres: string;
  /** Whether commits of the measured Postgres wait for the disk. */
  durable: boolean;
  /** The machine's load average in the minute before the benchmark. */
  loadBefore: number;
}

/** Describes the machine before anything is measured on it. */
export async function describeMachine(server: DbServer, durable: boolean): Promise<Machine> {
  const [row] = await query<{ server_version: string }>(server.url, "SHOW server_version");
  return {
    measuredAt: `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`,
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? "unknown CPU",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
    postgres: row?.server_version ?? "unknown",
    durable,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** Formats the lines above the table. */
export function formatMachine(machine: Machine, commits: string[], runs: number, scale: number): string {
  const { cores, cpu, memoryGb, system, node, postgres, loadBefore } = machine;
  const settings = machine.durable ? "fsync and synchronous_commit on" : "fsync and synchronous_commit off";
  const size = scale === 1 ? "" : `, scale ${scale}`;
  return [
    `Measured ${machine.measuredAt}, commit ${commits.join(" against ")}, ${runs} ${runs === 1 ? "run" : "runs"}${size}.`,
    `Machine: ${cores} cores (${cpu}), ${memoryGb} GB, ${system}, Node ${node}, PostgreSQL ${postgres} (${settings});`,
    `load average ${loadBefore.toFixed(2)} before the first measure${loadBefore < cores / 2 ? "" : ": other work was running, which distorts the figures"}.`,
  ].join("\n");
}
