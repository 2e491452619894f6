import { DeliveryWorker, noSlotResult, type SliceResult } from "./delivery-worker";

let processWorker: DeliveryWorker | undefined;

/** Starts this process's worker. Call it once in a process that runs the functions; before that, and after a stop, its runs get no slot. */
export function startDeliveryWorker(): void {
  processWorker = new DeliveryWorker();
}

/** Runs this process's worker in a slot; see DeliveryWorker.run. */
export async function runSlot(slot: number, lingers: boolean): Promise<SliceResult> {
  return (await processWorker?.run(slot, lingers)) ?? { slot, ...noSlotResult };
}

/** Whether this process has a worker without a slot. */
export function isWorkerIdle(): boolean {
  return processWorker !== undefined && !processWorker.hasSlot;
}

/** Stops this process's worker, if it has one. */
export async function stopDeliveryWorker(): Promise<void> {
  const stopping = processWorker;
  await stopping?.stop();
  if (processWorker === stopping) processWorker = undefined;
}
