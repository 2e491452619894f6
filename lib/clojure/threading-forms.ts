import type { Code, FormCompiler } from "./context";
import { type Form, formError, makeList, makeSymbol, pairsOf } from "./forms";
import { isTruthy } from "./values";

/** Where a step of a threading form gets the value: as the first or as the last argument. */
type Place = "first" | "last";

/** The step `form` with `value` as an argument: inc becomes (inc value), and (- 3) becomes (- value 3) or (- 3 value). */
function insert(value: Form, form: Form, place: Place): Form {
  if (form.kind !== "list") return makeList([form, value], form.position);
  const [head, ...rest] = form.items;
  if (head === undefined) throw formError(form, "A step of a threading form cannot be empty.");
  return { ...form, items: place === "first" ? [head, value, ...rest] : [head, ...rest, value] };
}

/** Compiles -> and ->>: (-> a f (g 1)) is (g (f a) 1). */
function compileThread(place: Place): FormCompiler {
  return (form, context) => {
    const [, first, ...steps] = form.items;
    if (first === undefined) throw formError(form, "A threading form must start with a value.");
    return context.compileTail(steps.reduce((value, each) => insert(value, each, place), first));
  };
}

/** The local name of the previous step's value. No formula can contain this name. */
const hiddenName = "(value)";

/** Compiles some-> and some->>, which end at the first nil. */
function compileSomeThread(place: Place): FormCompiler {
  return (form, context) => {
    const [, first, ...steps] = form.items;
    if (first === undefined) throw formError(form, "A threading form must start with a value.");
    const start = context.compile(first);
    const inner = context.bind(hiddenName);
    const codes = steps.map((each) =>
      inner.compile(insert(makeSymbol(hiddenName, each.position), each, place)),
    );
    return (scope) => {
      let value = start(scope);
      for (const code of codes) {
        if (value === null) return null;
        value = code({ value, outer: scope });
      }
      return value;
    };
  };
}

/** Compiles cond-> and cond->>: a step runs only if its test is true. */
function compileConditionalThread(place: Place): FormCompiler {
  return (form, context) => {
    const [, first, ...clauses] = form.items;
    if (first === undefined || clauses.length % 2 === 1)
      throw formError(form, "A value is required here, and then a step after each test.");
    const start = context.compile(first);
    const inner = context.bind(hiddenName);
    const steps = pairsOf(clauses).map(([test, each]): { test: Code; code: Code } => ({
      test: context.compile(test),
      code: inner.compile(insert(makeSymbol(hiddenName, each.position), each, place)),
    }));
    return (scope) => {
      let value = start(scope);
      for (const { test, code } of steps) if (isTruthy(test(scope))) value = code({ value, outer: scope });
      return value;
    };
  };
}

/** Compiles (as-> value name step step), in which each step uses the value of the previous one by name. */
const compileAsThread: FormCompiler = (form, context) => {
  const [, first, name, ...steps] = form.items;
  if (first === undefined || name?.kind !== "symbol") throw formError(form, "Write (as-> value name step).");
  const start = context.compile(first);
  const codes = context.bind(name.name).compileAll(steps);
  return (scope) => codes.reduce((value, code) => code({ value, outer: scope }), start(scope));
};

/** Forms that pass a value through steps. */
export const threadingForms: ReadonlyMap<string, FormCompiler> = new Map<string, FormCompiler>([
  ["->", compileThread("first")],
  ["->>", compileThread("last")],
  ["some->", compileSomeThread("first")],
  ["some->>", compileSomeThread("last")],
  ["cond->", compileConditionalThread("first")],
  ["cond->>", compileConditionalThread("last")],
  ["as->", compileAsThread],
]);
