import { call, callAt } from "./call";
import type { Code, FormCompiler, TailCode } from "./context";
import { partsOf } from "./core-forms";
import { describeValue } from "./describe-value";
import type { ClojureError } from "./errors";
import { type Form, formError, pairsOf, quoteForm } from "./forms";
import { keyOf } from "./keys";
import { isTruthy, Keyword, type Value } from "./values";

function noMatchError(form: Form, value: Value): ClojureError {
  return formError(form, `No clause matches ${describeValue(value)}, and there is no default.`, "no-match");
}

/** Compiles (case value constant result (constant constant) result default). Constants are not evaluated. */
const compileCase: FormCompiler = (form, context) => {
  const [valueForm, ...clauses] = partsOf(form, "(case value constant result default)");
  const value = context.compile(valueForm);
  const resultByKey = new Map<string, TailCode>();
  for (const [constants, resultForm] of pairsOf(clauses)) {
    const result = context.compileTail(resultForm);
    for (const constant of constants.kind === "list" ? constants.items : [constants]) {
      const key = keyOf(quoteForm(constant));
      if (resultByKey.has(key)) throw formError(constant, "This constant is in the case twice.");
      resultByKey.set(key, result);
    }
  }
  const last = clauses.length % 2 === 1 ? clauses.at(-1) : undefined;
  const fallback = last && context.compileTail(last);
  return (scope) => {
    const tested = value(scope);
    const result = resultByKey.get(keyOf(tested)) ?? fallback;
    if (result === undefined) throw noMatchError(form, tested);
    return result(scope);
  };
};

/** One clause of condp. For `test :>> function`, `result` is the function, which is called with the value of the test. */
interface Clause {
  test: Code;
  result: TailCode;
  isFunction: boolean;
}

/** Compiles (condp predicate value test result test :>> function default). */
const compileCondp: FormCompiler = (form, context) => {
  const [predicateForm, valueForm, ...parts] = partsOf(form, "(condp predicate value test result default)");
  const [predicate, value] = [context.compile(predicateForm), context.compile(valueForm)];
  const clauses: Clause[] = [];
  let index = 0;
  while (index + 1 < parts.length) {
    const test = context.compile(parts[index] as Form);
    const isFunction = isResultArrow(parts[index + 1]);
    const resultForm = parts[index + (isFunction ? 2 : 1)];
    if (resultForm === undefined) throw formError(form, "A function is required after :>>.");
    clauses.push({
      test,
      result: isFunction ? context.compile(resultForm) : context.compileTail(resultForm),
      isFunction,
    });
    index += isFunction ? 3 : 2;
  }
  const last = parts[index];
  const fallback = last && context.compileTail(last);
  return (scope) => {
    const [callee, tested] = [predicate(scope), value(scope)];
    for (const { test, result, isFunction } of clauses) {
      const found = callAt(form.position, "condp", callee, [test(scope), tested]);
      if (!isTruthy(found)) continue;
      return isFunction ? call(result(scope) as Value, [found]) : result(scope);
    }
    if (fallback === undefined) throw noMatchError(form, tested);
    return fallback(scope);
  };
};

function isResultArrow(form: Form | undefined): boolean {
  return form?.kind === "literal" && form.value instanceof Keyword && form.value.name === ">>";
}

/** Choices by the value of one expression. */
export const caseForms: ReadonlyMap<string, FormCompiler> = new Map([
  ["case", compileCase],
  ["condp", compileCondp],
]);
