import type { InngestFunction } from "inngest";
import type { NewRun, Signal } from "@/lib/engine/run";
import { newId } from "@/lib/ids";
import { type FunctionPlan, planFunction } from "./plan-function";

/**
 * Which runs signals make: one for each function with a trigger that matches. Throws when no function knows a signal
 * by its name: unlike on Inngest that is a mistake here, most often functions that were never imported.
 */
export function routeSignals(signals: Signal[], plans: FunctionPlan[]): NewRun[] {
  return signals.flatMap((signal) => {
    const takers = plans.filter((plan) => plan.triggers.some(({ name }) => name === signal.name));
    if (takers.length === 0) throw new Error(`no function in this process takes the signal "${signal.name}"`);
    return takers
      .filter((plan) => plan.triggers.some(({ name, matches }) => name === signal.name && matches(signal)))
      .map((plan) => newRun(plan, signal));
  });
}

function newRun(plan: FunctionPlan, signal: Signal): NewRun {
  return {
    functionId: plan.id,
    key: plan.keyOf(signal),
    signals: [signal],
    // As a run of its own it is kept out of batches.
    progress:
      plan.batchSize > 1 && !plan.batches(signal) ? { runId: newId(), steps: {}, attempt: 0 } : undefined,
    dueAt: signal.ts === undefined ? undefined : new Date(signal.ts),
  };
}

/**
 * The plans of a client's functions, each read once. Of several with the same id the last counts: Next's development
 * server loads a module again whenever it changes.
 */
export function planFunctions(appId: string): (functions: InngestFunction.Any[]) => FunctionPlan[] {
  const known = new WeakMap<InngestFunction.Any, FunctionPlan>();
  let plans: FunctionPlan[] = [];
  let count = 0;
  return (functions) => {
    if (functions.length === count) return plans;
    const byId = new Map<string, FunctionPlan>();
    for (const fn of functions) {
      const plan = known.get(fn) ?? planFunction(fn, appId);
      known.set(fn, plan);
      byId.set(plan.id, plan);
    }
    plans = [...byId.values()];
    count = functions.length;
    return plans;
  };
}
