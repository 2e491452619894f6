/** The settings that give a webhook a lane. */
export interface LaneSettings {
  id: string;
  /** The throttle; null: no limit. */
  maxRequestsPerSecond: number | null;
  /** Whether its deliveries get sequence numbers. */
  sequence: boolean;
}

/** Whether claims and resends of this webhook go through its lane. */
export function hasLane({ maxRequestsPerSecond, sequence }: Omit<LaneSettings, "id">): boolean {
  return maxRequestsPerSecond !== null || sequence;
}

/**
 * Returns how many requests a throttled webhook may start at once: a tenth of a second's worth, so that its backlog is claimed at most
 * ten times a second, but at least one. After n requests of r per second, the next turn is n / r seconds later; unused time is not saved
 * up. So any second has at most r + getPortion(r) - 1 requests, which is r up to a throttle of 19.
 */
export function getPortion(maxRequestsPerSecond: number): number {
  return Math.max(1, Math.floor(maxRequestsPerSecond / 10));
}
