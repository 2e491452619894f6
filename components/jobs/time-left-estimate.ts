/** How many deliveries a job had done, and when (ms). */
export interface ProgressSample {
  at: number;
  done: number;
}

const windowMs = 30_000;
/** A speed that was measured over a shorter time is unreliable. */
const minMeasuredMs = 3_000;

/** Adds a sample and drops those older than 30 s. If the job was resumed and counted again, also drops samples with more progress. */
export function addSample(samples: readonly ProgressSample[], sample: ProgressSample): ProgressSample[] {
  const kept = samples.filter(({ at, done }) => at >= sample.at - windowMs && done <= sample.done);
  return [...kept, sample];
}

/**
 * Estimates the seconds until a job is done: at the observed speed or, before a speed is known, at the job's rate, which is its maximum
 * speed.
 */
export function estimateSecondsLeft(
  remaining: number,
  rate: number,
  samples: readonly ProgressSample[],
): number {
  const [first, last] = [samples[0], samples.at(-1)];
  const ms = first && last ? last.at - first.at : 0;
  const done = first && last ? last.done - first.done : 0;
  const perSecond = ms >= minMeasuredMs && done > 0 ? Math.min(rate, (done * 1_000) / ms) : rate;
  return Math.ceil(remaining / perSecond);
}
