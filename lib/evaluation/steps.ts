/**
 * What evaluating a condition, filling in a template or checking data against a schema costs is counted in steps: about a
 * tenth of a microsecond, at most one, each. Counted, not timed: a busy machine must not change what comes out.
 */
export interface Allowance {
  left: number;
}

/** The allowance that the running work spends from. One at a time: what spends never waits. */
let current: Allowance | null = null;

/** Spends from the allowance of the running work. False: nothing is left, and the work is to end soon. */
export function spend(steps: number): boolean {
  if (current === null) return true;
  // What is no cost (NaN, as of a length that is none) or more than there is leaves nothing, and no debt.
  current.left = steps >= 0 && steps <= current.left ? current.left - steps : -1;
  return current.left >= 0;
}

/**
 * Runs `work` with an allowance, and no more than is left of the allowance around it, which pays as well.
 * @returns null when it needed more than was left; whatever it came to by then means nothing.
 */
export function within<T>(allowance: Allowance, work: () => T): { value: T } | null {
  const outer = current;
  const most = Math.min(allowance.left, outer?.left ?? Number.POSITIVE_INFINITY);
  const inner = { left: most };
  current = inner;
  try {
    const value = work();
    return inner.left < 0 ? null : { value };
  } catch (error) {
    if (inner.left < 0) return null;
    throw error;
  } finally {
    current = outer;
    allowance.left -= most - inner.left;
    if (outer) outer.left -= most - inner.left;
  }
}
