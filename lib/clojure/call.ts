import { ClojureMap, ClojureSet } from "./collections";
import { describeValue } from "./describe-value";
import { ClojureError, locateError, type Position } from "./errors";
import { enter, leave, step, stepForItems } from "./evaluation";
import { get, itemAt } from "./lookup";
import { Vector } from "./sequences";
import { ClojureSymbol, Fn, Keyword, type Value } from "./values";

/**
 * Calls a value: a function; a keyword or symbol, which looks itself up in a map; or a map, set or vector, which looks up its argument.
 *
 * @throws ClojureError "type" for other values, "arity" for a number of arguments that the value does not take
 */
export function call(callee: Value, args: readonly Value[]): Value {
  step();
  stepForItems(args.length);
  const count = args.length;
  const [first = null, second = null] = args;
  if (callee instanceof Fn) {
    const arity = callee.findArity(count);
    if (arity === undefined) throw argumentCountError(callee.name ?? "The function", count);
    enter();
    const result = arity.apply(args);
    leave();
    return result;
  }
  if (callee instanceof Keyword || callee instanceof ClojureSymbol) {
    if (count < 1 || count > 2) throw argumentCountError(describeValue(callee), count);
    return get(first, callee, second);
  }
  if (callee instanceof ClojureMap) {
    if (count < 1 || count > 2) throw argumentCountError("A map", count);
    return get(callee, first, second);
  }
  if (callee instanceof ClojureSet || callee instanceof Vector) {
    if (count !== 1) throw argumentCountError(`A ${callee.typeName}`, count);
    return callee instanceof ClojureSet ? get(callee, first, null) : itemAt(callee, first);
  }
  throw new ClojureError(
    "type",
    `${describeValue(callee)} is not a function. Write the function or operator first.`,
  );
}

/** Calls a value for a form of the formula: an error gets the form's position and the name of the function. */
export function callAt(
  position: Position,
  name: string | null,
  callee: Value,
  args: readonly Value[],
): Value {
  try {
    return call(callee, args);
  } catch (error) {
    throw locateError(error, position, name);
  }
}

export function argumentCountError(name: string, count: number): ClojureError {
  const counted = count === 0 ? "no arguments" : count === 1 ? "1 argument" : `${count} arguments`;
  return new ClojureError("arity", `${name} cannot be called with ${counted}.`);
}
