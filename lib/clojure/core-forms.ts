import { compileBindings, compilePattern } from "./bindings";
import type { FormCompiler, TailCode } from "./context";
import { type CollectionForm, type Form, formError, pairsOf, quoteForm } from "./forms";
import { isTruthy, type Value } from "./values";

/** The parts of a form after its name. @throws ClojureError if there are fewer than two or more than `max`. */
export function partsOf(form: CollectionForm, usage: string, max = Number.POSITIVE_INFINITY) {
  const parts = form.items.slice(1);
  if (parts.length < 2 || parts.length > max) {
    const problem = parts.length < 2 ? "few" : "many";
    throw formError(form, `There are too ${problem} parts. Write ${usage}.`);
  }
  return parts as [Form, Form, ...Form[]];
}

type Test = (value: Value) => boolean;
const isFalsy: Test = (value) => !isTruthy(value);
const isSome: Test = (value) => value !== null;

/** Compiles (if test then else), or if-not. */
function compileIf(name: string, passes: Test): FormCompiler {
  return (form, context) => {
    const [testForm, thenForm, elseForm] = partsOf(form, `(${name} test then else)`, 3);
    const test = context.compile(testForm);
    const then = context.compileTail(thenForm);
    const otherwise: TailCode = elseForm === undefined ? () => null : context.compileTail(elseForm);
    return (scope) => (passes(test(scope)) ? then(scope) : otherwise(scope));
  };
}

/** Compiles (when test body...), or when-not. */
function compileWhen(passes: Test): FormCompiler {
  return (form, context) => {
    const [, testForm, ...body] = form.items;
    if (testForm === undefined) throw formError(form, "There is no test. Write (when test value).");
    const test = context.compile(testForm);
    const code = context.compileBody(body);
    return (scope) => (passes(test(scope)) ? code(scope) : null);
  };
}

/** Compiles if-let and if-some, as (if-let [name value] then else), and when-let and when-some, as (when-let [name value] body...). */
function compileConditionalLet(name: string, passes: Test, hasElse: boolean): FormCompiler {
  return (form, context) => {
    const usage = hasElse ? `(${name} [name value] then else)` : `(${name} [name value] result)`;
    const [bindings, ...branches] = partsOf(form, usage, hasElse ? 3 : undefined);
    if (bindings.kind !== "vector" || bindings.items.length !== 2)
      throw formError(bindings, "One name and one value in [] are required here.");
    const [[pattern, value]] = pairsOf(bindings.items) as [[Form, Form]];
    const test = context.compile(value);
    const { bind, context: inner } = compilePattern(pattern, context);
    const then = inner.compileBody(hasElse ? branches.slice(0, 1) : branches);
    const otherwise = context.compileBody(hasElse ? branches.slice(1) : []);
    return (scope) => {
      const tested = test(scope);
      return passes(tested) ? then(bind(tested, scope)) : otherwise(scope);
    };
  };
}

const compileLet: FormCompiler = (form, context) => {
  const { steps, context: inner } = compileBindings(form.items[1], context, form);
  const body = inner.compileBody(form.items.slice(2));
  return (outer) => {
    let scope = outer;
    for (const { code, bind } of steps) scope = bind(code(scope), scope);
    return body(scope);
  };
};

/** Compiles `and` (which ends at a false value) and `or` (which ends at a true one). */
function compileJunction(ends: Test, valueWithoutOperands: Value): FormCompiler {
  return (form, context) => {
    const last = form.items.length > 1 ? form.items.at(-1) : undefined;
    if (last === undefined) return () => valueWithoutOperands;
    const leading = context.compileAll(form.items.slice(1, -1));
    const result = context.compileTail(last);
    return (scope) => {
      for (const code of leading) {
        const value = code(scope);
        if (ends(value)) return value;
      }
      return result(scope);
    };
  };
}

const compileCond: FormCompiler = (form, context) => {
  if (form.items.length % 2 === 0)
    throw formError(form, "cond must have a result after each test. Write :else before the last result.");
  const clauses = pairsOf(form.items.slice(1)).map(([test, result]) => ({
    test: context.compile(test),
    result: context.compileTail(result),
  }));
  return (scope) => {
    for (const { test, result } of clauses) if (isTruthy(test(scope))) return result(scope);
    return null;
  };
};

const compileQuote: FormCompiler = (form) => {
  const [, quoted] = form.items;
  if (quoted === undefined) throw formError(form, "There is nothing to quote.");
  const value = quoteForm(quoted);
  return () => value;
};

/** Clojure's special forms, which a local name cannot shadow. */
export const specialForms: ReadonlyMap<string, FormCompiler> = new Map<string, FormCompiler>([
  ["if", compileIf("if", isTruthy)],
  ["do", (form, context) => context.compileBody(form.items.slice(1))],
  ["quote", compileQuote],
]);

/** Conditions and local names. */
export const conditionalForms: ReadonlyMap<string, FormCompiler> = new Map<string, FormCompiler>([
  ["let", compileLet],
  ["if-not", compileIf("if-not", isFalsy)],
  ["when", compileWhen(isTruthy)],
  ["when-not", compileWhen(isFalsy)],
  ["if-let", compileConditionalLet("if-let", isTruthy, true)],
  ["if-some", compileConditionalLet("if-some", isSome, true)],
  ["when-let", compileConditionalLet("when-let", isTruthy, false)],
  ["when-some", compileConditionalLet("when-some", isSome, false)],
  ["and", compileJunction(isFalsy, true)],
  ["or", compileJunction(isTruthy, null)],
  ["cond", compileCond],
]);
