import { setTimeout as wait } from "node:timers/promises";
import { currentTimeMs } from "../clock";
import { log } from "../log";

/**
 * Retries recording an outcome after any error, usually an unavailable database, until `leaseEnd` (ms since the epoch, by the
 * database's clock). After that, another worker may attempt the delivery, so the error goes to the caller.
 * @param traceId for the log
 */
export async function retryUntilLeaseEnds<T>(
  record: () => Promise<T>,
  leaseEnd: number,
  traceId: string,
): Promise<T> {
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
    try {
      return await record();
    } catch (error) {
      if (currentTimeMs() + pauseMs >= leaseEnd) throw error;
      log.warn(
        { traceId, error: (error as Error).message },
        "the outcome of an attempt could not be recorded; trying again to record it",
      );
      await wait(pauseMs);
    }
  }
}
