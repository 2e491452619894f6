/** The minutes from the pause to the first probe, and from each probe to the next one. The last interval repeats. */
const intervalMinutes = [1, 2, 5, 15, 30, 60] as const;

/** A webhook that is paused again within this time after a probe has enabled it continues with the interval it had reached. */
const relapseMs = 3_600_000;

/**
 * Computes when the next probe is due. Times in ms since the epoch.
 * @param since the time of the pause or of the last probe
 * @param probes how many probes have been made since the pause
 */
export function computeNextProbeAt(since: number, probes: number): number {
  const index = Math.min(probes, intervalMinutes.length - 1);
  return since + (intervalMinutes[index] ?? 60) * 60_000;
}

/** Counts the probes that were made before a probe last enabled the webhook; 0 if no probe enabled it in the hour before this pause. */
export function countEarlierProbes(
  pausedAt: number,
  healed: { healedAt: number; probes: number } | null,
): number {
  return healed && pausedAt - healed.healedAt < relapseMs ? healed.probes : 0;
}
