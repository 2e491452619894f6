import { type Bind, compileBindings, compilePattern } from "./bindings";
import type { Code, Context, FormCompiler, Scope } from "./context";
import { locateError } from "./errors";
import { type CollectionForm, formError, pairsOf } from "./forms";
import { Seq, seqOf } from "./sequences";
import { isTruthy, Keyword, type Value } from "./values";

/** One collection of (for [x xs :when test :let [y x] :while test] body), with the modifiers after it. */
interface Level {
  collection: Code;
  bind: Bind;
  modifiers: ((scope: Scope) => Scope | "skip" | "stop")[];
}

const compileFor: FormCompiler = (form, context) => {
  const [, bindings, bodyForm] = form.items;
  if (bindings?.kind !== "vector" || bodyForm === undefined || form.items.length > 3)
    throw formError(form, "Write (for [name collection] value).");
  const { levels, context: inner } = compileLevels(bindings, context);
  const [outermost] = levels;
  if (outermost === undefined) throw formError(bindings, "A name and a collection in [] are required here.");
  const body = inner.compile(bodyForm);
  return (scope) => {
    const collection = outermost.collection(scope);
    return Seq.lazy(function* () {
      try {
        yield* computeChunks(levels, collection, body, scope);
      } catch (error) {
        throw locateError(error, form.position, null);
      }
    });
  };
};

function compileLevels(bindings: CollectionForm, context: Context): { levels: Level[]; context: Context } {
  if (bindings.items.length % 2 === 1) throw formError(bindings, "Each name must have a collection.");
  const levels: Level[] = [];
  let inner = context;
  for (const [left, right] of pairsOf(bindings.items)) {
    const modifiers = levels.at(-1)?.modifiers;
    const option = left.kind === "literal" && left.value instanceof Keyword ? left.value.name : null;
    if (option === null) {
      const collection = inner.compile(right);
      const { bind, context: next } = compilePattern(left, inner);
      levels.push({ collection, bind, modifiers: [] });
      inner = next;
    } else if (modifiers && (option === "when" || option === "while")) {
      const test = inner.compile(right);
      modifiers.push((scope) => (isTruthy(test(scope)) ? scope : option === "when" ? "skip" : "stop"));
    } else if (modifiers && option === "let") {
      const { steps, context: next } = compileBindings(right, inner, bindings);
      modifiers.push((outer) => steps.reduce((scope, { code, bind }) => bind(code(scope), scope), outer));
      inner = next;
    } else throw formError(left, `:${option} is not allowed here.`);
  }
  return { levels, context: inner };
}

/** Computes the values in chunks of up to 32: as in the JVM, an error in one value of a chunk occurs when the first value is read. */
function* computeChunks(
  [level, ...innerLevels]: readonly Level[],
  collection: Value,
  body: Code,
  outer: Scope,
): Generator<readonly Value[], void> {
  if (level === undefined) return;
  const [next] = innerLevels;
  for (const items of seqOf(collection).chunks()) {
    const values: Value[] = [];
    for (const item of items) {
      const scope = applyModifiers(level, level.bind(item, outer));
      if (scope === "stop") {
        yield values;
        return;
      }
      if (scope === "skip") continue;
      if (next === undefined) values.push(body(scope));
      else yield* computeChunks(innerLevels, next.collection(scope), body, scope);
    }
    yield values;
  }
}

function applyModifiers({ modifiers }: Level, start: Scope): Scope | "skip" | "stop" {
  let scope = start;
  for (const modifier of modifiers) {
    const next = modifier(scope);
    if (next === "skip" || next === "stop") return next;
    scope = next;
  }
  return scope;
}

export const comprehensionForms: ReadonlyMap<string, FormCompiler> = new Map([["for", compileFor]]);
