/**
 * The cost of evaluating a condition, rendering a template or validating data is counted in steps, each about 0.1 to 1 µs. Time is not
 * measured, since the load of the machine must not change the result.
 */
export interface Allowance {
  stepsLeft: number;
}

/** The allowance of the running work. Work that spends steps never awaits, so only one allowance is in use at a time. */
let currentAllowance: Allowance | null = null;

/** Spends steps of the running work's allowance. Returns false if they exceed what is left: then the work should stop. */
export function spend(steps: number): boolean {
  if (currentAllowance === null) return true;
  // An invalid cost (such as NaN), or a cost above the steps left, uses up the allowance but leaves no debt.
  currentAllowance.stepsLeft =
    steps >= 0 && steps <= currentAllowance.stepsLeft ? currentAllowance.stepsLeft - steps : -1;
  return currentAllowance.stepsLeft >= 0;
}

/**
 * Runs `work` without spending the allowance of the work that needs it: for a result that is cached, which must not depend on who needs it
 * first. Its cost must be bounded in another way.
 */
export function runUncounted<T>(work: () => T): T {
  const outer = currentAllowance;
  currentAllowance = null;
  try {
    return work();
  } finally {
    currentAllowance = outer;
  }
}

/**
 * Runs `work` with an allowance. Inside other work, the steps also count toward the allowance of that work, and cannot exceed it.
 * @returns null if the work needed more steps than were left
 */
export function runWithin<T>(allowance: Allowance, work: () => T): { value: T } | null {
  const outer = currentAllowance;
  const maxSteps = Math.min(allowance.stepsLeft, outer?.stepsLeft ?? Number.POSITIVE_INFINITY);
  const inner = { stepsLeft: maxSteps };
  currentAllowance = inner;
  try {
    const value = work();
    return inner.stepsLeft < 0 ? null : { value };
  } catch (error) {
    if (inner.stepsLeft < 0) return null;
    throw error;
  } finally {
    currentAllowance = outer;
    allowance.stepsLeft -= maxSteps - inner.stepsLeft;
    if (outer) outer.stepsLeft -= maxSteps - inner.stepsLeft;
  }
}
