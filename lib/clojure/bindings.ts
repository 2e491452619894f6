import { ClojureMap, entriesOf } from "./collections";
import type { Code, Context, Scope } from "./context";
import { describeValue } from "./describe-value";
import { ClojureError, locateError, type Position } from "./errors";
import { step } from "./evaluation";
import { type CollectionForm, type Form, formError, makeSymbol, pairsOf, quoteForm } from "./forms";
import { get, itemAt } from "./lookup";
import { arrayOf, Seq, seqOf } from "./sequences";
import { ClojureSymbol, Keyword, type Value } from "./values";

/** Adds the values of a pattern's names to a scope. */
export type Bind = (value: Value, scope: Scope) => Scope;

interface Binding {
  bind: Bind;
  /** The context of the forms that can use the names. */
  context: Context;
}

/** Compiles the left side of a binding: a name, or a pattern such as [a b & rest] or {:keys [a b] :or {b 1} :as all}. */
export function compilePattern(pattern: Form, context: Context): Binding {
  if (pattern.kind === "symbol" && !pattern.name.includes("/"))
    return { bind: (value, outer) => ({ value, outer }), context: context.bind(pattern.name) };
  if (pattern.kind === "vector") return compileVectorPattern(pattern, context);
  if (pattern.kind === "map") return compileMapPattern(pattern, context);
  throw formError(pattern, "A name, a vector or a map of names is required here.");
}

/** Compiles bindings such as [x 1 y (+ x 1)], in which each value can use the names before it. */
export function compileBindings(form: Form | undefined, context: Context, owner: CollectionForm) {
  if (form?.kind !== "vector" || form.items.length % 2 === 1)
    throw formError(form ?? owner, "Pairs of a name and a value in [] are required here.");
  const steps: { code: Code; bind: Bind }[] = [];
  let inner = context;
  for (const [pattern, value] of pairsOf(form.items)) {
    const code = inner.compile(value);
    const binding = compilePattern(pattern, inner);
    steps.push({ code, bind: binding.bind });
    inner = binding.context;
  }
  return { steps, context: inner };
}

/** Combines the parts of a pattern. Each part reads its value from the value of the whole pattern. */
class PatternParts {
  private readonly parts: Bind[] = [];

  constructor(
    private readonly position: Position,
    public context: Context,
  ) {}

  add(pattern: Form, read: (whole: Value, scope: Scope) => Value): void {
    const { bind, context } = compilePattern(pattern, this.context);
    this.parts.push((whole, scope) => bind(read(whole, scope), scope));
    this.context = context;
  }

  finish(prepare: (value: Value) => Value): Binding {
    const { parts, context } = this;
    const bind: Bind = (value, scope) => {
      try {
        const prepared = prepare(value);
        return parts.reduce((inner, part) => part(prepared, inner), scope);
      } catch (error) {
        throw locateError(error, this.position, null);
      }
    };
    return { bind, context };
  }
}

function compileVectorPattern({ items, position }: CollectionForm, context: Context): Binding {
  const parts = new PatternParts(position, context);
  const hasRest = items.some(isRestMarker);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] as Form;
    const isRest = isRestMarker(item);
    if (isRest || isKeyword(item, "as")) {
      const target = items[index + 1];
      if (target === undefined) throw formError(item, "A name is required after this.");
      const from = index;
      parts.add(target, (whole) => (isRest ? restAfter(whole, from) : whole));
      index += 1;
    } else if (hasRest) {
      const at = index;
      parts.add(item, (whole) => drop(whole, at).first());
    } else {
      const at = BigInt(index);
      parts.add(item, (whole) => itemAt(whole, at, null));
    }
  }
  return parts.finish((value) => value);
}

/** Whether a form is the & before the name of the rest. */
export function isRestMarker(form: Form): boolean {
  return form.kind === "symbol" && form.name === "&";
}

function isKeyword(form: Form, name: string): boolean {
  return form.kind === "literal" && form.value instanceof Keyword && form.value.name === name;
}

function drop(collection: Value, count: number): Seq {
  step(1 + count / 4);
  let rest = seqOf(collection);
  for (let dropped = 0; dropped < count; dropped += 1) rest = rest.rest();
  return rest;
}

function restAfter(collection: Value, count: number): Value {
  const rest = drop(collection, count);
  return rest.isEmpty() ? null : rest;
}

/** How the names after :keys, :strs and :syms become keys. */
const keyMakers: ReadonlyMap<string, (name: string) => Value> = new Map<string, (name: string) => Value>([
  ["keys", (name) => new Keyword(name)],
  ["strs", (name) => name],
  ["syms", (name) => new ClojureSymbol(name)],
]);

function compileMapPattern(pattern: CollectionForm, context: Context): Binding {
  const parts = new PatternParts(pattern.position, context);
  const pairs = pairsOf(pattern.items);
  const defaults = pairs.find(([left]) => isKeyword(left, "or"))?.[1];
  const addKey = (target: Form, key: Code) => {
    const fallback = findDefault(target, defaults, parts.context);
    // As in the JVM, the default value is evaluated even if it is not needed.
    parts.add(target, (whole, scope) => get(whole, key(scope), fallback(scope)));
  };
  for (const [left, right] of pairs) {
    const option = left.kind === "literal" && left.value instanceof Keyword ? left.value.name : null;
    const makeKey = option === null ? undefined : keyMakers.get(option);
    if (option === "as") parts.add(right, (whole) => whole);
    else if (makeKey) {
      for (const { target, name } of namesOf(right)) {
        const key = makeKey(name);
        addKey(target, () => key);
      }
    } else if (option === null) addKey(left, parts.context.compile(right));
    else if (option !== "or") throw formError(left, `:${option} is not available in a pattern.`);
  }
  return parts.finish(asMap);
}

function namesOf(form: Form): { target: Form; name: string }[] {
  if (form.kind !== "vector") throw formError(form, "A vector of names is required here.");
  return form.items.map((item) => {
    const value = quoteForm(item);
    if (!(value instanceof ClojureSymbol || value instanceof Keyword))
      throw formError(item, "A name is required here.");
    const target = makeSymbol(value.name.slice(value.name.indexOf("/") + 1), item.position);
    return { target, name: value.name };
  });
}

function findDefault(target: Form, defaults: Form | undefined, context: Context): Code {
  if (target.kind !== "symbol" || defaults?.kind !== "map") return () => null;
  const [, value] =
    pairsOf(defaults.items).find(([name]) => name.kind === "symbol" && name.name === target.name) ?? [];
  return value === undefined ? () => null : context.compile(value);
}

/** Converts a list to a map: the rest arguments in [& {:keys [a]}] are a list of keys and values, or a list of one map. */
function asMap(value: Value): Value {
  if (!(value instanceof Seq)) return value;
  const items = arrayOf(value);
  const [only = null] = items;
  if (items.length === 1) return only;
  if (items.length % 2 === 1)
    throw new ClojureError("type", `There is no value for the key ${describeValue(items.at(-1) ?? null)}.`);
  return ClojureMap.of(entriesOf(items));
}
