import { log } from "../log";
import { checkDatabase, UnsupportedDatabase } from "./check-database";
import { logClockChange } from "./sync-clock";

/**
 * Logs a fatal error and ends this process when Hookledger cannot work with the database at `address`. A database
 * that is unreachable or read-only may recover, so the process starts; its health check reports it.
 */
export async function requireSupportedDatabase(address: string): Promise<void> {
  try {
    await checkDatabase(address, logClockChange);
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof UnsupportedDatabase))
      return log.warn({ error: message }, "the database cannot be reached yet");
    log.fatal({ advice: error.advice }, message);
    process.exit(1);
  }
}
