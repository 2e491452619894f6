import { type Bind, compileBindings, compilePattern, isRestMarker } from "./bindings";
import { type Context, type FormCompiler, Recur, type Scope, type TailCode } from "./context";
import { enter, leave, step } from "./evaluation";
import { type CollectionForm, type Form, formError } from "./forms";
import { Seq } from "./sequences";
import { type Arity, Fn, type Value } from "./values";

/** Runs a body with the values of its parameters, and runs it again as long as it returns a Recur. */
function runBody(binds: readonly Bind[], body: TailCode, values: readonly Value[], outer: Scope): Value {
  let current = values;
  while (true) {
    let scope = outer;
    for (let index = 0; index < binds.length; index += 1)
      scope = (binds[index] as Bind)(current[index] ?? null, scope);
    const result = body(scope);
    if (!(result instanceof Recur)) return result;
    step();
    current = result.values;
  }
}

const compileLoop: FormCompiler = (form, context) => {
  const { steps, context: inner } = compileBindings(form.items[1], context, form);
  const body = inner.withRecur(steps.length).compileBody(form.items.slice(2));
  const binds = steps.map(({ bind }) => bind);
  return (scope) => {
    let initScope = scope;
    const values = steps.map(({ code, bind }) => {
      const value = code(initScope);
      initScope = bind(value, initScope);
      return value;
    });
    return runBody(binds, body, values, scope);
  };
};

const compileRecur: FormCompiler = (form, context) => {
  const codes = context.compileAll(form.items.slice(1));
  if (context.recurCount === null)
    throw formError(form, "recur is allowed only as the last expression of a loop or function.");
  if (context.recurCount !== codes.length)
    throw formError(
      form,
      `recur must have as many values as the loop or function: ${context.recurCount}.`,
      "arity",
    );
  return (scope) => new Recur(codes.map((code) => code(scope)));
};

interface CompiledArity {
  min: number;
  hasRest: boolean;
  run(args: readonly Value[], scope: Scope): Value;
}

/** Compiles ([a b & more] body...). */
function compileArity(
  owner: CollectionForm,
  [parameters, ...body]: readonly Form[],
  context: Context,
): CompiledArity {
  if (parameters?.kind !== "vector") throw formError(owner, "A function must have its parameters in [].");
  const { items } = parameters;
  const restAt = items.findIndex(isRestMarker);
  const hasRest = restAt !== -1;
  if (hasRest && items.length !== restAt + 2) throw formError(parameters, "One name is required after &.");
  const patterns = hasRest ? [...items.slice(0, restAt), items[restAt + 1] as Form] : items;
  const binds: Bind[] = [];
  const { compiled: code, depth } = context.measureDepth(() => {
    let inner = context;
    for (const pattern of patterns) {
      const binding = compilePattern(pattern, inner);
      binds.push(binding.bind);
      inner = binding.context;
    }
    return inner.withRecur(patterns.length).compileBody(body);
  });
  const min = hasRest ? restAt : items.length;
  return {
    min,
    hasRest,
    run(args, scope) {
      const rest = args.length > min ? Seq.of(args.slice(min), "view") : null;
      enter(depth);
      const result = runBody(binds, code, hasRest ? [...args.slice(0, min), rest] : args, scope);
      leave(depth);
      return result;
    },
  };
}

/**
 * Compiles what follows `fn`: an optional name, and one or more vectors of parameters, each with a body.
 *
 * @param bindsName whether to bind the function's name in its body; false for `letfn`, which binds the names of all its functions itself
 */
function compileFunction(form: CollectionForm, parts: readonly Form[], context: Context, bindsName: boolean) {
  const [first] = parts;
  const name = first?.kind === "symbol" ? first.name : null;
  const inner = name !== null && bindsName ? context.bind(name) : context;
  const [head, ...rest] = name === null ? parts : parts.slice(1);
  const definitions = head?.kind === "list" ? [head, ...rest] : null;
  const arities =
    definitions === null
      ? [compileArity(form, head === undefined ? [] : [head, ...rest], inner)]
      : definitions.map((each) => compileArity(form, each.kind === "list" ? each.items : [], inner));
  // If a call fits an arity with a rest parameter and one without, the one without is used.
  arities.sort((a, b) => Number(a.hasRest) - Number(b.hasRest));
  return (scope: Scope) => {
    const self: Scope = inner === context ? scope : { value: null, outer: scope };
    const fn = new Fn(
      name,
      arities.map(
        ({ min, hasRest, run }): Arity => ({
          min,
          max: hasRest ? Number.POSITIVE_INFINITY : min,
          apply: (args) => run(args, self),
        }),
      ),
    );
    if (self !== null && self !== scope) self.value = fn;
    return fn;
  };
}

const compileFn: FormCompiler = (form, context) => compileFunction(form, form.items.slice(1), context, true);

/** (letfn [(f [x] ...) (g [x] ...)] body): functions that can all call each other. */
const compileLetfn: FormCompiler = (form, context) => {
  const [, definitions, ...body] = form.items;
  if (definitions?.kind !== "vector") throw formError(form, "letfn requires functions in [].");
  const named = definitions.items.map((definition) => {
    const [name] = definition.kind === "list" ? definition.items : [];
    if (definition.kind !== "list" || name?.kind !== "symbol")
      throw formError(definition, "A function is required here: (name [parameters] body).");
    return { definition, name: name.name };
  });
  const inner = named.reduce((current, { name }) => current.bind(name), context);
  const codes = named.map(({ definition }) => compileFunction(definition, definition.items, inner, false));
  const code = inner.compileBody(body);
  return (outer) => {
    const cells = codes.map(() => ({ value: null as Value, outer: null as Scope }));
    let scope = outer;
    for (const cell of cells) {
      cell.outer = scope;
      scope = cell;
    }
    for (const [index, cell] of cells.entries()) cell.value = codes[index]?.(scope) ?? null;
    return code(scope);
  };
};

/** Functions and loops. */
export const functionForms: ReadonlyMap<string, FormCompiler> = new Map([
  ["fn", compileFn],
  ["fn*", compileFn],
  ["letfn", compileLetfn],
  ["loop", compileLoop],
  ["recur", compileRecur],
]);
