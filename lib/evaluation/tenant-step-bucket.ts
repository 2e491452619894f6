/**
 * The steps that all requests of one tenant may spend on the main thread, as a token bucket with a maximum and a refill per second. The
 * refill is about a fifth of that thread's time.
 */
export class TenantStepBucket {
  private steps: number;
  private refilledAt: number;

  constructor(
    private readonly limits = { max: 500_000, perSecond: 1_000_000 },
    now = performance.now(),
  ) {
    this.steps = limits.max;
    this.refilledAt = now;
  }

  /** Refills the bucket and returns the steps that are left; negative if it is overdrawn. */
  countStepsLeft(now = performance.now()): number {
    const earned = (Math.max(0, now - this.refilledAt) / 1_000) * this.limits.perSecond;
    this.steps = Math.min(this.limits.max, this.steps + earned);
    this.refilledAt = now;
    return this.steps;
  }

  spend(steps: number): void {
    this.steps -= steps;
  }
}
