/** How many deliveries a job had done, and when (ms). */
export interface ProgressSample {
  at: number;
  done: number;
}

const windowMs = 30_000;
/** Measured over a shorter time, a speed says little. */
const minMs = 3_000;

/** The samples of the last 30 s, with this one. Progress that went back (the job was resumed and counted anew) starts over. */
export function addSample(samples: readonly ProgressSample[], sample: ProgressSample): ProgressSample[] {
  const kept = samples.filter(({ at, done }) => at >= sample.at - windowMs && done <= sample.done);
  return [...kept, sample];
}

/**
 * Seconds until a job is done: at the speed that was observed, or as long as nothing was, at the job's rate, which is the most that it
 * requests.
 */
export function estimateSecondsLeft(
  remaining: number,
  rate: number,
  samples: readonly ProgressSample[],
): number {
  const [first, last] = [samples[0], samples.at(-1)];
  const ms = first && last ? last.at - first.at : 0;
  const done = first && last ? last.done - first.done : 0;
  const perSecond = ms >= minMs && done > 0 ? Math.min(rate, (done * 1_000) / ms) : rate;
  return Math.ceil(remaining / perSecond);
}
