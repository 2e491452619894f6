import { spend } from "../evaluation/steps";
import { ClojureError } from "./errors";
import type { Value } from "./values";

/** The maximum number of steps of an evaluation, the same as for a CEL condition. */
export const maxSteps = 100_000;
/** How many characters or items can be copied in about the time of one step. The cost of copies also limits an evaluation's memory. */
const charactersPerStep = 64;
const itemsPerStep = 16;

/**
 * The maximum depth at run time: each nested expression adds 1, and each nested call, collection or lazy sequence adds its own depth (see
 * below). The stack of a thread has room for about twice this depth, so a formula fails at the same depth everywhere.
 */
const maxDepth = 2_000;
/** The depth that a call adds, or a collection inside another one. */
const depthOfCall = 4;
/** The depth that a lazy sequence adds if it is made from another one. */
export const depthOfLazySequence = 8;

/** The state of the running evaluation. Only one evaluation runs at a time, because evaluating never awaits. */
export const evaluation: {
  depth: number;
  now: Date;
  /** Returns the value of a variable; undefined if the event does not have it. */
  readVariable: (name: string) => Value | undefined;
} = { depth: 0, now: new Date(0), readVariable: () => undefined };

/** Spends steps before the work that they pay for. @throws ClojureError "steps" if too few are left. */
export function step(count = 1): void {
  if (!spend(count)) throw new ClojureError("steps", "The evaluation takes too many steps.");
}

/** Spends the steps for reading or writing this many characters. */
export function stepForCharacters(count: number): void {
  step(count / charactersPerStep);
}

/** Spends the steps for copying this many items of a vector. Copying an entry of a map or set takes about as long as four items. */
export function stepForItems(count: number): void {
  step(count / itemsPerStep);
}

/**
 * Marks the start of a nested call, or of a nested value that is printed or compared; `leave` marks its end. After an error, `leave` need
 * not be called, because formulas cannot catch errors.
 *
 * @throws ClojureError "limit" if the nesting is too deep.
 */
export function enter(depth = depthOfCall): void {
  evaluation.depth += depth;
  if (evaluation.depth > maxDepth)
    throw new ClojureError(
      "limit",
      "Calls or collections are nested too deeply. Use loop, reduce or map instead.",
    );
}

export function leave(depth = depthOfCall): void {
  evaluation.depth -= depth;
}
