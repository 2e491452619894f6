/**
 * Answers each ping of the supervisor that started this process (scripts/start/supervise.ts), from the event loop: a process
 * that is stuck, or was stopped by a signal, does not answer and is restarted. Does nothing without a supervisor.
 */
export function answerPings(): void {
  process.on("message", (message) => {
    // The callback receives the error of a channel that closes meanwhile.
    if (message === "answer") process.send?.("answer", () => {});
  });
}
