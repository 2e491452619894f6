import { checkDatabase, UnfitDatabase } from "../database/check-database";
import { logClockChange } from "../database/compare-clock";
import { env } from "../env";
import { log } from "../log";

/**
 * Ends this process with words in the log when its database is one that it cannot work on. One that is away or read-only
 * may come back, so that is left to whoever asks for health.
 */
export async function requireFitDatabase(): Promise<void> {
  try {
    await checkDatabase(env().DATABASE_URL, logClockChange);
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof UnfitDatabase))
      return log.warn({ error: message }, "the database cannot be reached yet");
    log.fatal({ advice: error.advice }, message);
    process.exit(1);
  }
}
