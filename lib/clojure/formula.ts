import { runUncounted, runWithin, spend } from "../evaluation/steps";
import { ClojureMap, ClojureSet } from "./collections";
import { type CompiledForm, compile, missingFunctionMessage } from "./compile";
import { ClojureError, type Position } from "./errors";
import { enter, evaluation, leave, maxSteps } from "./evaluation";
import { readForm } from "./read-form";
import { itemsOf, Seq, Vector } from "./sequences";
import type { Value } from "./values";
import { fromJson } from "./variables";

export { ClojureError } from "./errors";
export { isTruthy, type Value } from "./values";

/** The maximum length of a formula in characters, the same as for a CEL condition. */
export const maxFormulaLength = 2_000;

/** A message to the author of a formula, with the place in the text that it refers to; line and column start at 1. */
export interface FormulaNote extends Position {
  message: string;
}

/** A formula that has been read and compiled, and can be evaluated. */
export interface Formula extends CompiledForm {
  readonly text: string;
  /** Warnings found while the text was read, such as a comma in a number. */
  readonly warnings: readonly FormulaNote[];
}

export type ReadResult = { ok: true; formula: Formula } | { ok: false; error: FormulaNote };

const resultByText = new Map<string, ReadResult>();

/**
 * Reads and compiles a formula, which must be exactly one Clojure expression. All of its parts are checked, even those that no event
 * reaches: the syntax, unknown functions, numbers of arguments, and parts of Clojure that formulas do not have (Java, definitions,
 * exceptions, references, input and output). A name that is not a function is a variable; checkFormula says whether it is known. Results
 * are cached, since there are many events and few formulas.
 */
export function readFormula(text: string): ReadResult {
  const cached = resultByText.get(text);
  if (cached) return cached;
  const { depth } = evaluation;
  evaluation.depth = 0;
  const fresh = runUncounted(() => readUncachedFormula(text));
  evaluation.depth = depth;
  if (resultByText.size >= 1_000) resultByText.clear();
  resultByText.set(text, fresh);
  return fresh;
}

function readUncachedFormula(text: string): ReadResult {
  try {
    if (text.length > maxFormulaLength) {
      const message = `A formula can have at most ${maxFormulaLength.toLocaleString("en")} characters.`;
      throw new ClojureError("limit", message);
    }
    const { form, warnings } = readForm(text);
    return {
      ok: true,
      formula: {
        text,
        ...compile(form),
        warnings: warnings.map(({ message, position }) => ({ message, ...position })),
      },
    };
  } catch (error) {
    if (!(error instanceof ClojureError)) throw error;
    return { ok: false, error: { message: error.message, ...(error.position ?? { line: 1, column: 1 }) } };
  }
}

/**
 * Checks a formula before it is saved.
 *
 * @param knownVariables the names of the variables that events have
 * @returns errors if the formula cannot be evaluated or calls an unknown name; warnings about unknown variables, which are nil when the
 * formula runs, and about other things that the author may not have meant
 */
export function checkFormula(
  text: string,
  knownVariables: Iterable<string>,
): { errors: FormulaNote[]; warnings: FormulaNote[] } {
  const result = readFormula(text);
  if (!result.ok) return { errors: [result.error], warnings: [] };
  const known = new Set(knownVariables);
  const notes = { errors: [] as FormulaNote[], warnings: [...result.formula.warnings] };
  const reported = new Set<string>();
  for (const { name, kind, position } of result.formula.uses) {
    const use = `${kind} ${name}`;
    if ((kind === "function") !== known.has(name) || reported.has(use)) continue;
    reported.add(use);
    if (kind === "called-variable") notes.errors.push({ message: missingFunctionMessage(name), ...position });
    else if (kind === "variable")
      notes.warnings.push({
        message: `${name} is not a known variable. It is nil for events that do not have it.`,
        ...position,
      });
    else
      notes.warnings.push({
        message: `${name} is Clojure's function here, not the event's variable.`,
        ...position,
      });
  }
  return notes;
}

/** How many characters of a formula can be read in about the time of one step. */
const charactersPerStep = 8;

/**
 * Evaluates a formula. A variable that the event does not have is nil. All lazy sequences in the value are realized, so an error in one
 * of their items is an error of the formula, and an infinite sequence takes too many steps.
 *
 * @param variables the event's fields by LoanPro's names, as parseJson returned them (numbers with all their digits)
 * @param options `now` is the time that (u/today) uses; `steps` is the maximum number of steps, by default the same as for a CEL condition
 * @throws ClojureError with the position of the call that failed; without a position and with the code "steps" if the evaluation takes
 * too many steps
 */
export function evaluateFormula(
  formula: Formula,
  variables: Readonly<Record<string, unknown>>,
  { now, steps = maxSteps }: { now: Date; steps?: number },
): Value {
  evaluation.depth = 0;
  evaluation.now = now;
  evaluation.readVariable = makeVariableReader(variables);
  try {
    const done = runWithin({ stepsLeft: steps }, () => {
      // Spent even if the formula was read before, so that the cost is always the same.
      spend(formula.text.length / charactersPerStep);
      const value = formula.evaluate();
      realize(value);
      return value;
    });
    if (done) return done.value;
  } catch (error) {
    // The limit on nesting should prevent this, but how much of the stack is free depends on the caller.
    if (error instanceof RangeError)
      throw new ClojureError("limit", "Calls or collections are nested too deeply.");
    throw error;
  } finally {
    evaluation.depth = 0;
    evaluation.readVariable = () => undefined;
  }
  const maximum = steps.toLocaleString("en");
  throw new ClojureError(
    "steps",
    `The event is too large for this formula: the evaluation stopped after ${maximum} steps.`,
  );
}

/** Returns a function that converts a variable when it is first read, so that a formula pays only for the variables that it uses. */
function makeVariableReader(
  variables: Readonly<Record<string, unknown>>,
): (name: string) => Value | undefined {
  const valueByName = new Map<string, Value>();
  return (name) => {
    if (!Object.hasOwn(variables, name)) return undefined;
    const value = valueByName.get(name) ?? fromJson(variables[name]);
    valueByName.set(name, value);
    return value;
  };
}

/** Realizes all lazy sequences in a value. */
function realize(value: Value): void {
  if (
    !(
      value instanceof Vector ||
      value instanceof Seq ||
      value instanceof ClojureMap ||
      value instanceof ClojureSet
    )
  )
    return;
  enter();
  for (const item of itemsOf(value)) realize(item);
  leave();
}
