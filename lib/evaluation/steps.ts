/**
 * The cost of evaluating a condition, rendering a template or validating data is counted in steps, each about 0.1 to 1 µs.
 * Counted, not timed: the load of the machine must not change the result.
 */
export interface Allowance {
  stepsLeft: number;
}

/** The allowance of the running work. There is only one: work that spends never awaits. */
let currentAllowance: Allowance | null = null;

/** Spends from the allowance of the running work. False: nothing is left, and the work should stop. */
export function spend(steps: number): boolean {
  if (currentAllowance === null) return true;
  // An invalid cost (NaN) or one above what is left leaves nothing, and no debt.
  currentAllowance.stepsLeft =
    steps >= 0 && steps <= currentAllowance.stepsLeft ? currentAllowance.stepsLeft - steps : -1;
  return currentAllowance.stepsLeft >= 0;
}

/**
 * Runs `work` with an allowance, limited by what is left of the surrounding allowance, which pays too.
 * @returns null when it needed more than was left.
 */
export function runWithin<T>(allowance: Allowance, work: () => T): { value: T } | null {
  const outer = currentAllowance;
  const most = Math.min(allowance.stepsLeft, outer?.stepsLeft ?? Number.POSITIVE_INFINITY);
  const inner = { stepsLeft: most };
  currentAllowance = inner;
  try {
    const value = work();
    return inner.stepsLeft < 0 ? null : { value };
  } catch (error) {
    if (inner.stepsLeft < 0) return null;
    throw error;
  } finally {
    currentAllowance = outer;
    allowance.stepsLeft -= most - inner.stepsLeft;
    if (outer) outer.stepsLeft -= most - inner.stepsLeft;
  }
}
