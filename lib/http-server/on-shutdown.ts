import { log } from "../log";

/**
 * Runs `stop` once, on SIGTERM, on SIGINT, or when the channel to the supervisor closes because the supervisor was killed.
 * Unfinished work is in the ledger, so the process exits even if `stop` fails.
 */
export function onShutdown(name: string, stop: () => Promise<void>): void {
  let isStopping = false;
  const shutDown = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
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
  process.once("SIGTERM", () => shutDown("SIGTERM"));
  process.once("SIGINT", () => shutDown("SIGINT"));
  process.once("disconnect", () => shutDown("the supervisor has exited"));
  // The supervisor may have exited before these listeners were added. Without a supervisor, `connected` is undefined.
  if (process.connected === false) shutDown("the supervisor has exited");
}
