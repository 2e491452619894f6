import { call } from "../call";
import { ClojureMap } from "../collections";
import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { stepForItems } from "../evaluation";
import { arrayOf, itemsOf, MapEntry, Vector } from "../sequences";
import { Fn, fixed, isTruthy, type Value, variadic } from "../values";

/** A function that another function returns. It takes any number of arguments. */
function makeAnonymous(apply: (args: readonly Value[]) => Value): Fn {
  return new Fn(null, [{ min: 0, max: Number.POSITIVE_INFINITY, apply }]);
}

/** The arguments of f in (apply f a b list): a, b and the items of the list. */
function spread(args: readonly Value[]): Value[] {
  return args.slice(0, -1).concat(arrayOf(args.at(-1) ?? null));
}

function reduce(args: readonly Value[]): Value {
  const [fn = null, start = null] = args;
  const items = itemsOf(args.at(-1) ?? null);
  let result = start;
  if (args.length === 2) {
    const first = items.next();
    if (first.done) return call(fn, []);
    result = first.value;
  }
  for (const item of items) result = call(fn, [result, item]);
  return result;
}

/** (reduce-kv f start collection), for a map or, with indexes as keys, for a vector. */
function reduceEntries(fn: Value, start: Value, collection: Value): Value {
  if (collection !== null && !(collection instanceof ClojureMap || collection instanceof Vector))
    throw new ClojureError("type", `${describeValue(collection)} is not a map.`);
  let index = 0n;
  let result = start;
  for (const item of itemsOf(collection)) {
    const [key = null, value = null] = item instanceof MapEntry ? item.items : [index++, item];
    result = call(fn, [result, key, value]);
  }
  return result;
}

/** The first true result of a function for the items; nil if there is none. */
function some(fn: Value, collection: Value): Value {
  for (const item of itemsOf(collection)) {
    const result = call(fn, [item]);
    if (isTruthy(result)) return result;
  }
  return null;
}

function every(fn: Value, collection: Value): boolean {
  for (const item of itemsOf(collection)) if (!isTruthy(call(fn, [item]))) return false;
  return true;
}

/** (comp f g): a function that calls g, and f with its result. */
function compose(fns: readonly Value[]): Value {
  const last = fns.at(-1);
  if (last === undefined) return makeAnonymous(([value = null]) => value);
  return makeAnonymous((args) =>
    fns.slice(0, -1).reduceRight<Value>((value, fn) => call(fn, [value]), call(last, args)),
  );
}

/** (fnil f default): a function that replaces its first arguments with defaults if they are nil. */
function withDefaults([fn = null, ...defaults]: readonly Value[]): Value {
  return makeAnonymous((args) =>
    call(
      fn,
      args.map((value, index) => (value === null ? (defaults[index] ?? null) : value)),
    ),
  );
}

function everyPredicate(predicates: readonly Value[]): Value {
  return makeAnonymous((args) => {
    stepForItems(predicates.length);
    return predicates.every((predicate) => args.every((value) => isTruthy(call(predicate, [value]))));
  });
}

function somePredicate(predicates: readonly Value[]): Value {
  return makeAnonymous((args) => {
    let result: Value = null;
    for (const value of args) {
      for (const predicate of predicates) {
        result = call(predicate, [value]);
        if (isTruthy(result)) return result;
      }
    }
    return result;
  });
}

export const higherOrderFunctions: readonly Fn[] = [
  fixed("identity", 1, (value) => value),
  variadic("apply", 2, ([fn = null, ...args]) => call(fn, spread(args))),
  variadic("reduce", 2, reduce, 3),
  fixed("reduce-kv", 3, reduceEntries),
  fixed("some", 2, some),
  fixed("every?", 2, every),
  fixed("not-any?", 2, (fn, collection) => !isTruthy(some(fn, collection))),
  fixed("not-every?", 2, (fn, collection) => !every(fn, collection)),
  variadic("comp", 0, compose),
  variadic("partial", 1, ([fn = null, ...first]) =>
    makeAnonymous((args) => {
      stepForItems(first.length);
      return call(fn, [...first, ...args]);
    }),
  ),
  fixed("complement", 1, (fn) => makeAnonymous((args) => !isTruthy(call(fn, args)))),
  fixed("constantly", 1, (value) => makeAnonymous(() => value)),
  variadic("juxt", 1, (fns) => makeAnonymous((args) => new Vector(fns.map((fn) => call(fn, args))))),
  variadic("fnil", 2, withDefaults, 4),
  variadic("every-pred", 1, everyPredicate),
  variadic("some-fn", 1, somePredicate),
];
