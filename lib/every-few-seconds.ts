import { log } from "./log";

const delayBeforeFirstMs = 1_000;
const minMs = 2_000;
const maxMs = 5_000;

/**
 * Looks for work every 2 to 5 seconds, at random, so that several processes do not look at the same moment. One look begins after the
 * one before has ended; an error is logged.
 * @param failed what the log says about an error
 * @returns stops it
 */
export function everyFewSeconds(look: () => Promise<unknown>, failed: string): () => void {
  let timer: NodeJS.Timeout;
  const run = async () => {
    await look().catch((error: Error) => log.warn({ error: error.message }, failed));
    schedule(minMs + Math.random() * (maxMs - minMs));
  };
  const schedule = (ms: number) => {
    timer = setTimeout(run, ms).unref();
  };
  schedule(delayBeforeFirstMs);
  return () => clearTimeout(timer);
}
