/** The nearest-rank percentile: the smallest value with at least this share of the values at or below it. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}

/** The value in the middle, or the mean of the two in the middle if the number of values is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return (low + high) / 2;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
  /** The number of runs that measured the figure. */
  runs: number;
}

/** Summarizes a figure over several runs. Undefined when no run could measure it. */
export function summarize(values: readonly (number | undefined)[]): Spread | undefined {
  const measured = values.filter((value) => value !== undefined);
  if (measured.length === 0) return undefined;
  return {
    median: median(measured),
    min: Math.min(...measured),
    max: Math.max(...measured),
    runs: measured.length,
  };
}

/** `value / base`; undefined when either is missing or the base is 0. */
export function ratio(value: number | undefined, base: number | undefined): number | undefined {
  return value === undefined || !base ? undefined : value / base;
}
