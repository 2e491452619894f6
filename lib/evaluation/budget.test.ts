import { expect, onTestFinished, test, vi } from "vitest";
import { Budget } from "./budget";
import { runWithin, spend } from "./steps";
import { TenantStepBucket } from "./tenant-step-bucket";

test("a request runs work inline until its steps are used up", () => {
  const budget = new Budget("a-partner", { steps: 100 });
  const work = (steps: number) => () => spend(steps);
  expect(budget.runInline(work(60))).toEqual({ value: true, stepsSpent: 60 });
  expect(budget.runInline(work(60))).toBeNull();
  expect(budget.runInline(work(0))).toBeNull();
  expect(new Budget("a-partner", { steps: 100 }).runInline(work(60))).toEqual({
    value: true,
    stepsSpent: 60,
  });
});

test("a tenant that has used up its steps does not affect other tenants", () => {
  const spendSteps = (tenant: string | null, steps: number) =>
    new Budget(tenant, { steps: Number.MAX_SAFE_INTEGER }).runInline(() => spend(steps));
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  expect(spendSteps("greedy", 32_400_000_000)).toBeNull();
  expect(spendSteps("greedy", 1)).toBeNull();
  expect(spendSteps("modest", 1)).toEqual({ value: true, stepsSpent: 1 });
  expect(spendSteps(null, 1)).toEqual({ value: true, stepsSpent: 1 });
  // No debt remains, however many steps the tenant's request needed.
  vi.advanceTimersByTime(1_000);
  expect(spendSteps("greedy", 1)).toEqual({ value: true, stepsSpent: 1 });
});

test("an invalid cost uses up the allowance, so that the work has no result", () => {
  for (const steps of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
    const allowance = { stepsLeft: 100 };
    expect(runWithin(allowance, () => spend(steps))).toBeNull();
    expect(allowance.stepsLeft).toBe(-1);
    expect(new Budget(`odd ${steps}`).runInline(() => spend(steps))).toBeNull();
  }
});

test("an error in the work is rethrown, unless the work used up the budget first", () => {
  const fail = (steps: number) => () => {
    spend(steps);
    throw new Error("a fault");
  };
  expect(() => new Budget(null).runInline(fail(1))).toThrow("a fault");
  expect(new Budget(null, { steps: 10 }).runInline(fail(11))).toBeNull();
});

test("nested work pays from both allowances and stops at the smaller one", () => {
  const outer = { stepsLeft: 100 };
  const inner = { stepsLeft: 1_000 };
  expect(runWithin(outer, () => runWithin(inner, () => spend(40)))).toEqual({ value: { value: true } });
  expect([outer.stepsLeft, inner.stepsLeft]).toEqual([60, 960]);
  expect(runWithin(outer, () => runWithin(inner, () => spend(61)))).toBeNull();
  expect(runWithin({ stepsLeft: 100 }, () => runWithin({ stepsLeft: 10 }, () => spend(11)))).toEqual({
    value: null,
  });
});

test("a tenant's bucket can be overdrawn, and refills over time up to its maximum", () => {
  const bucket = new TenantStepBucket({ max: 100, perSecond: 10 }, 0);
  bucket.spend(130);
  expect(bucket.countStepsLeft(0)).toBe(-30);
  expect(bucket.countStepsLeft(5_000)).toBe(20);
  expect(bucket.countStepsLeft(60_000)).toBe(100);
});
