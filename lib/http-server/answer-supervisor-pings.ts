/**
 * Responds to each ping of the supervisor that started this process (scripts/start/supervise.ts), from the event loop: a process
 * that is stuck, or was stopped by a signal, does not respond and is restarted. Does nothing without a supervisor.
 */
export function answerPings(): void {
  process.on("message", (message) => {
    // The callback ignores the error if the channel has been closed meanwhile.
    if (message === "answer") process.send?.("answer", () => {});
  });
}
