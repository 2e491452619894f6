import { readdirSync, readFileSync } from "node:fs";

/** Linux reports CPU time to programs in ticks of 10 ms, whatever the kernel's own tick is. */
const tickMs = 10;

interface ProcessTimes {
  parent: number;
  ownMs: number;
  /** The CPU time of the process's children that have ended. */
  endedChildrenMs: number;
}

/** Reads the CPU times of a process. Undefined when the process does not exist or this system has no /proc. */
function readTimes(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field, the program's name in brackets, may contain spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ms = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) * tickMs;
    return { parent: Number(fields[1]), ownMs: ms(11), endedChildrenMs: ms(13) };
  } catch {
    return undefined;
  }
}

/**
 * The CPU time that these processes and their children have used so far, in ms. Children of children are not counted, because
 * neither Postgres nor Hookledger's programs have any. Undefined on a system without /proc.
 */
export function readCpuMs(pids: readonly number[]): number | undefined {
  if (!readTimes(process.pid)) return undefined;
  const roots = new Set(pids);
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  let total = 0;
  for (const pid of all.map(Number)) {
    const times = readTimes(pid);
    if (!times) continue;
    if (roots.has(pid)) total += times.ownMs + times.endedChildrenMs;
    else if (roots.has(times.parent)) total += times.ownMs;
  }
  return total;
}

function readFieldMb(file: string, field: string): number | undefined {
  try {
    const kb = new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readFileSync(file, "latin1"))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1_024;
  } catch {
    return undefined;
  }
}

/**
 * The memory of these processes in MB. Shared pages are divided among the processes that use them (PSS); if the system does not
 * report PSS, they are counted for each process (RSS). Undefined on a system without /proc.
 */
function readMemoryMb(pids: readonly number[]): number | undefined {
  const memoryMb = pids.map(
    (pid) => readFieldMb(`/proc/${pid}/smaps_rollup`, "Pss") ?? readFieldMb(`/proc/${pid}/status`, "VmRSS"),
  );
  return memoryMb.reduce((sum, mb) => (sum === undefined || mb === undefined ? undefined : sum + mb), 0);
}

/** Runs `work` and returns its result with the peak memory of the processes, sampled twice a second. */
export async function withPeakMemory<T>(
  pids: readonly number[],
  work: () => Promise<T>,
): Promise<[result: T, peakMb: number | undefined]> {
  let peak: number | undefined;
  const updatePeak = () => {
    const mb = readMemoryMb(pids);
    if (mb !== undefined && mb > (peak ?? 0)) peak = mb;
  };
  const timer = setInterval(updatePeak, 500);
  try {
    const result = await work();
    updatePeak();
    return [result, peak];
  } finally {
    clearInterval(timer);
  }
}
