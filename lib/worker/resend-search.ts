import { pool } from "../db";
import { log } from "../log";
import { findRequestedResends, type RequestedResend } from "../slots/find-due";

/** Searches for requested resends, one search at a time. It uses the pool, so that claims, which share one connection, do not wait. */
export class ResendSearch {
  #isWanted = false;
  #isRunning = false;

  /**
   * @param canSend whether the worker may send anything now
   * @param onFound is called with the result of each search, if the worker may still send then
   */
  constructor(
    private readonly canSend: () => boolean,
    private readonly onFound: (resends: RequestedResend[]) => void,
  ) {}

  /** Starts a search; if one is running, another follows, because the running one may have begun before the resend was requested. */
  start(): void {
    this.#isWanted = true;
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted && this.canSend()) {
      this.#isWanted = false;
      try {
        const found = await findRequestedResends(pool());
        if (this.canSend()) this.onFound(found);
      } catch (error) {
        log.warn(
          { error: (error as Error).message },
          "could not search for requested resends; the next search follows within a second",
        );
      }
    }
    this.#isRunning = false;
  }
}
