import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { type Fn, fixed, Instant } from "../values";
import { arithmeticFunctions } from "./arithmetic";
import { comparisonFunctions } from "./comparison";
import { conversionFunctions } from "./conversions";
import { endlessFunctions } from "./endless-sequences";
import { formatFunctions } from "./format";
import { higherOrderFunctions } from "./higher-order";
import { lazyFunctions } from "./lazy-sequences";
import { loanProFunctions } from "./loanpro";
import { mapFunctions } from "./maps";
import { mathFunctions } from "./math";
import { predicates } from "./predicates";
import { regularExpressionFunctions } from "./regular-expressions";
import { sequenceFunctions } from "./sequences";
import { stringFunctions } from "./strings";

const functions: readonly Fn[] = [
  ...arithmeticFunctions,
  ...comparisonFunctions,
  ...conversionFunctions,
  ...predicates,
  ...higherOrderFunctions,
  ...lazyFunctions,
  ...endlessFunctions,
  ...sequenceFunctions,
  ...mapFunctions,
  ...stringFunctions,
  ...regularExpressionFunctions,
  ...formatFunctions,
  ...mathFunctions,
  ...loanProFunctions,
  fixed("inst-ms", 1, (value) => {
    if (value instanceof Instant) return BigInt(value.ms);
    throw new ClojureError("type", `${describeValue(value)} is not a time.`);
  }),
];

const fnByName = new Map(functions.map((fn) => [fn.name, fn]));

/** The methods of Java's Math for which Clojure has a function that does the same. */
const coreNameByMethod = new Map([
  ["Math/abs", "abs"],
  ["Math/max", "max"],
  ["Math/min", "min"],
]);

/** All functions that a formula can call, by name. A Map, so that no inherited name such as "constructor" is found. */
export const functionByName: ReadonlyMap<string | null, Fn> = new Map([
  ...fnByName,
  ...[...coreNameByMethod].flatMap(([method, name]) => {
    const fn = fnByName.get(name);
    return fn ? [[method, fn] as const] : [];
  }),
]);
