import { log } from "./log";

const firstDelayMs = 1_000;
const minDelayMs = 2_000;
const maxDelayMs = 5_000;

/**
 * Runs `task` again and again, each time 2 to 5 seconds after its previous run has ended. The delay is random, so that several processes
 * do not run it at the same moment. Errors are logged.
 * @param errorMessage the log message for an error
 * @returns a function that stops the repetition
 */
export function runEveryFewSeconds(task: () => Promise<unknown>, errorMessage: string): () => void {
  let timer: NodeJS.Timeout;
  const run = async () => {
    await task().catch((error: Error) => log.warn({ error: error.message }, errorMessage));
    schedule(minDelayMs + Math.random() * (maxDelayMs - minDelayMs));
  };
  const schedule = (ms: number) => {
    timer = setTimeout(run, ms).unref();
  };
  schedule(firstDelayMs);
  return () => clearTimeout(timer);
}
