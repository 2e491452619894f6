import { setTimeout as wait } from "node:timers/promises";
import { currentTimeMs } from "../clock";
import { log } from "../log";

/**
 * Writes an outcome down however long the database is away, up to `deadline` (ms since the epoch by the
 * database's clock, the end of the lease). After that somebody else may attempt the delivery, so the error goes to the caller.
 */
export async function retryUntilLeaseEnds<T>(write: () => Promise<T>, deadline: number): Promise<T> {
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
    try {
      return await write();
    } catch (error) {
      if (currentTimeMs() + pauseMs >= deadline) throw error;
      log.warn({ error: (error as Error).message }, "an outcome could not be written down yet; trying again");
      await wait(pauseMs);
    }
  }
}
