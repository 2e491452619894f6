import { log } from "./log";

const delayBeforeFirstMs = 1_000;
const minMs = 2_000;
const maxMs = 5_000;

/**
 * Runs `task` again and again, each time 2 to 5 seconds after it has ended. The delay is random, so that several processes do not run
 * it at the same moment. Errors are logged.
 * @param errorMessage the log message for an error
 * @returns a function that stops the repetition
 */
export function everyFewSeconds(task: () => Promise<unknown>, errorMessage: string): () => void {
  let timer: NodeJS.Timeout;
  const run = async () => {
    await task().catch((error: Error) => log.warn({ error: error.message }, errorMessage));
    schedule(minMs + Math.random() * (maxMs - minMs));
  };
  const schedule = (ms: number) => {
    timer = setTimeout(run, ms).unref();
  };
  schedule(delayBeforeFirstMs);
  return () => clearTimeout(timer);
}
