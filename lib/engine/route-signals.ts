import type { InngestFunction } from "inngest";
import { newId } from "../ids";
import { type FunctionPlan, planFunction } from "./plan-function";
import type { NewRun, QueuedSignal } from "./queue/run-types";

/**
 * Creates the runs that signals start: one for each function with a matching trigger. Throws if no function is triggered by a signal's name.
 * Unlike on Inngest, this is an error, because it usually means that the functions' modules were never imported.
 */
export function routeSignals(signals: QueuedSignal[], plans: FunctionPlan[]): NewRun[] {
  return signals.flatMap((signal) => {
    const plansForName = plans.filter((plan) => plan.triggers.some(({ name }) => name === signal.name));
    if (plansForName.length === 0)
      throw new Error(`no function in this process is triggered by the signal "${signal.name}"`);
    return plansForName
      .filter((plan) => plan.triggers.some(({ name, matches }) => name === signal.name && matches(signal)))
      .map((plan) => createRun(plan, signal));
  });
}

function createRun(plan: FunctionPlan, signal: QueuedSignal): NewRun {
  return {
    functionId: plan.id,
    key: plan.getKey(signal),
    signals: [signal],
    // A queued signal with progress gets a run of its own, outside batches.
    progress:
      plan.batchSize > 1 && !plan.canBatch(signal) ? { runId: newId(), steps: {}, attempt: 0 } : undefined,
    dueAt: signal.ts === undefined ? undefined : new Date(signal.ts),
  };
}

/**
 * Creates a function that returns the plans of a client's functions, each planned once. If several functions have the same ID, the last one
 * counts: Next's development server loads a module again whenever it changes.
 */
export function createPlanner(appId: string): (functions: InngestFunction.Any[]) => FunctionPlan[] {
  const planByFunction = new WeakMap<InngestFunction.Any, FunctionPlan>();
  let plans: FunctionPlan[] = [];
  let count = 0;
  return (functions) => {
    if (functions.length === count) return plans;
    const byId = new Map<string, FunctionPlan>();
    for (const fn of functions) {
      const plan = planByFunction.get(fn) ?? planFunction(fn, appId);
      planByFunction.set(fn, plan);
      byId.set(plan.id, plan);
    }
    plans = [...byId.values()];
    count = functions.length;
    return plans;
  };
}
