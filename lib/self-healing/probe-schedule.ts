/** Minutes from the pause, or from one probe, to the next; the last one repeats. */
const intervalMinutes = [1, 2, 5, 15, 30, 60] as const;

/** A webhook that is paused again so soon after it was enabled goes on with the intervals where they were. */
const relapseMs = 3_600_000;

/**
 * When the next probe is due. Times in ms since the epoch.
 * @param since the pause, or the last probe
 * @param probes how many were made
 */
export function nextProbeAt(since: number, probes: number): number {
  const index = Math.min(probes, intervalMinutes.length - 1);
  return since + (intervalMinutes[index] ?? 60) * 60_000;
}

/** How many probes count as made when a webhook is paused, with those from before it was enabled the last time. */
export function countEarlierProbes(
  pausedAt: number,
  before: { healedAt: number; probes: number } | null,
): number {
  return before && pausedAt - before.healedAt < relapseMs ? before.probes : 0;
}
