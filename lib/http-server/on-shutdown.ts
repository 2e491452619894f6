import { log } from "../log";

/**
 * Runs `stop` once when the process is asked to end: SIGTERM, SIGINT, or the supervisor's channel closing because
 * it was killed. Whatever was not finished is in the ledger, so a `stop` that fails ends the process all the same.
 */
export function onShutdown(name: string, stop: () => Promise<void>): void {
  let stopping = false;
  const end = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, `${name} is stopping`);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(
          { error: error instanceof Error ? error.stack : String(error) },
          `${name} did not stop cleanly`,
        );
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => end("SIGTERM"));
  process.once("SIGINT", () => end("SIGINT"));
  process.once("disconnect", () => end("the supervisor is gone"));
  // It may be gone already: undefined is a process that has none.
  if (process.connected === false) end("the supervisor is gone");
}
