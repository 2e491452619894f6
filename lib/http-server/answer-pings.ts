/**
 * Answers each question of the supervisor that started this process (scripts/start/supervise.ts), from the event loop:
 * a process that is stuck, or was stopped by a signal, does not answer and is started anew. Without a supervisor: nothing.
 */
export function answerPings(): void {
  process.on("message", (question) => {
    // The callback takes the error of a channel that closes meanwhile.
    if (question === "answer") process.send?.("answer", () => {});
  });
}
