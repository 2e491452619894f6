import { readCpuMs } from "./process-usage";
import type { Load, Stage } from "./stage";

export interface DeliveredLoad {
  /** Deliveries per second, from the first accepted event to the last arrival. */
  perSecond: number;
  /** Accepted events per second, from the first request on. */
  acceptedPerSecond: number;
  /** CPU time of the given processes per delivery, in ms. */
  cpu: number | undefined;
  /** For each event, in order: the time from the API's response to the arrival at the receiver, in ms. */
  latencies: number[];
}

/** Posts a load of events with one delivery each, and waits until all have arrived. */
export async function deliverLoad(
  stage: Stage,
  pids: readonly number[],
  load: Omit<Load, "connections">,
): Promise<DeliveredLoad> {
  await stage.sink.reset();
  const cpuBefore = readCpuMs(pids);
  const { startedAt, acceptedTimes } = await stage.load({ ...load, connections: 32 });
  await stage.sink.waitFor(load.count);
  const cpuAfter = readCpuMs(pids);
  const arrivals = await stage.sink.listArrivals();
  const latencies = acceptedTimes.map((at, index) => {
    const arrival = arrivals[index];
    if (arrival === undefined || arrival === null) throw new Error(`event ${index} did not arrive`);
    return Math.max(0, arrival - at);
  });
  const span = arrivals.reduce((a, b) => Math.max(a, b)) - acceptedTimes.reduce((a, b) => Math.min(a, b));
  const acceptanceSpan = acceptedTimes.reduce((a, b) => Math.max(a, b)) - startedAt;
  return {
    perSecond: load.count / (span / 1_000),
    acceptedPerSecond: load.count / (acceptanceSpan / 1_000),
    cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / load.count,
    latencies,
  };
}
