/** The minutes from the pause to the first probe, and from each probe to the next one. The last interval repeats. */
const intervalMinutes = [1, 2, 5, 15, 30, 60] as const;

/** A webhook that is paused again within this time after a probe has enabled it continues with the interval it had reached. */
const relapseMs = 3_600_000;

/**
 * Computes when the next probe is due. Times in ms since the epoch.
 * @param since the time of the pause or of the last probe
 * @param probes how many probes were made since the pause
 */
export function nextProbeAt(since: number, probes: number): number {
  const index = Math.min(probes, intervalMinutes.length - 1);
  return since + (intervalMinutes[index] ?? 60) * 60_000;
}

/** How many probes count as made when a webhook is paused: those before a probe enabled it, if that was within the last hour. */
export function countEarlierProbes(
  pausedAt: number,
  before: { healedAt: number; probes: number } | null,
): number {
  return before && pausedAt - before.healedAt < relapseMs ? before.probes : 0;
}
