import { argumentCountError, callAt } from "./call";
import { caseForms } from "./case-forms";
import { ClojureSet } from "./collections";
import { comprehensionForms } from "./comprehension";
import { type Code, Context, type FormCompiler, type NameUse, type TailCode } from "./context";
import { conditionalForms, specialForms } from "./core-forms";
import { describeValue } from "./describe-value";
import { locateError } from "./errors";
import { evaluation, step } from "./evaluation";
import {
  type CollectionForm,
  duplicateKeyError,
  type Form,
  formError,
  makeCollection,
  pairsOf,
  type SymbolForm,
} from "./forms";
import { functionForms } from "./function-forms";
import { functionByName } from "./functions/table";
import { printValue } from "./print";
import { emptyList } from "./sequences";
import { syntaxQuoteForms } from "./syntax-quote";
import { threadingForms } from "./threading-forms";
import { explainUnavailableName } from "./unavailable";
import { Keyword, type Value } from "./values";

/** The forms that are neither functions nor special forms. A local name can shadow them. */
const macros: ReadonlyMap<string, FormCompiler> = new Map([
  ...conditionalForms,
  ...caseForms,
  ...functionForms,
  ...threadingForms,
  ...comprehensionForms,
  ...syntaxQuoteForms,
]);

/** A formula that is ready to be evaluated, and the names it uses. */
export interface CompiledForm {
  evaluate: () => Value;
  uses: readonly NameUse[];
}

/**
 * Compiles a form. As in the JVM, all parts of it are checked, even those that no event reaches: unknown functions, numbers of
 * arguments, and the shapes of special forms.
 *
 * @throws ClojureError with a position
 */
export function compile(form: Form): CompiledForm {
  const context = Context.top(compileForm);
  const code = context.compile(form);
  return { evaluate: () => code(null), uses: context.uses };
}

function compileForm(form: Form, context: Context): TailCode {
  try {
    if (form.kind === "literal") return () => form.value;
    if (form.kind === "symbol") return compileSymbol(form, context);
    return form.kind === "list" ? compileList(form, context) : compileCollection(form, context);
  } catch (error) {
    throw locateError(error, form.position, null);
  }
}

function compileCollection({ kind, items }: CollectionForm, context: Context): TailCode {
  const codes = context.compileAll(items);
  // A key that is written twice is an error even if the collection is never evaluated.
  const keys = kind === "set" ? items : kind === "map" ? pairsOf(items).map(([key]) => key) : [];
  const literals = keys.flatMap((key) => (key.kind === "literal" ? [key.value] : []));
  if (ClojureSet.of(literals).size < literals.length) throw duplicateKeyError(kind);
  return (scope) => {
    step(codes.length);
    return makeCollection(
      kind,
      codes.map((code) => code(scope)),
    );
  };
}

const longNamespaces: readonly [long: string, short: string][] = [
  ["clojure.core/", ""],
  ["clojure.string/", "str/"],
];

/** The name of a function in our table: clojure.string/trim is str/trim. */
function shorten(name: string): string {
  const [long, short] = longNamespaces.find(([prefix]) => name.startsWith(prefix)) ?? ["", ""];
  return short + name.slice(long.length);
}

function compileSymbol(form: SymbolForm, context: Context): TailCode {
  const local = compileLocal(form, context);
  if (local !== null) return local;
  const name = shorten(form.name);
  const fn = functionByName.get(name);
  if (fn !== undefined) {
    context.uses.push({ name, position: form.position, kind: "function" });
    return () => fn;
  }
  if (specialForms.has(name) || macros.has(name))
    throw formError(form, `${name} cannot be used as a value. Write it first in a list: (${name} ...).`);
  rejectUnavailableName(form, name);
  context.uses.push({ name, position: form.position, kind: "variable" });
  return () => {
    step();
    return evaluation.readVariable(name) ?? null;
  };
}

function compileLocal({ name }: SymbolForm, context: Context): TailCode | null {
  const distance = context.findLocal(name);
  if (distance === null) return null;
  return (scope) => {
    step();
    let found = scope;
    for (let outwards = 0; outwards < distance; outwards += 1) found = found?.outer ?? null;
    return found?.value ?? null;
  };
}

function rejectUnavailableName(form: SymbolForm, name: string): void {
  const reason = explainUnavailableName(name);
  if (reason === null) return;
  throw formError(form, reason, /^There is no/.test(reason) ? "unknown-name" : "unsupported");
}

function compileList(form: CollectionForm, context: Context): TailCode {
  const [head] = form.items;
  if (head === undefined) return () => emptyList;
  if (head.kind === "symbol") {
    const name = shorten(head.name);
    const compileSpecial = specialForms.get(name);
    if (compileSpecial) return compileSpecial(form, context);
    if (context.findLocal(head.name) === null) {
      const compileMacro = macros.get(name);
      if (compileMacro) return compileMacro(form, context);
      if (!functionByName.has(name)) rejectInfix(form, head.name);
    }
  }
  if (head.kind === "literal" && !(head.value instanceof Keyword)) {
    rejectInfix(form, printValue(head.value));
    throw formError(
      form,
      `${describeValue(head.value)} is not a function. Write the function or operator first.`,
      "type",
    );
  }
  return compileCall(form, head, context);
}

const infixOperators: ReadonlySet<string> = new Set(
  "+ - * / = == not= < > <= >= and or AND OR && || != <> ===".split(" "),
);

/** @throws ClojureError with advice for a formula such as (x > 5) or (AND a b), which has the syntax of another language. */
function rejectInfix(form: CollectionForm, headText: string): void {
  const [, operator] = form.items;
  if (operator?.kind === "symbol" && infixOperators.has(operator.name)) {
    const name = operator.name.toLowerCase();
    const example = functionByName.has(name) || macros.has(name) ? name : "=";
    throw formError(form, `The operator must be first: (${example} ${headText} ...).`);
  }
  const lowerCase = headText.toLowerCase();
  if (
    lowerCase !== headText &&
    (specialForms.has(lowerCase) || macros.has(lowerCase) || functionByName.has(lowerCase))
  )
    throw formError(form, `Write ${lowerCase} instead of ${headText}.`, "unknown-name");
}

function compileCall(form: CollectionForm, head: Form, context: Context): TailCode {
  const args = form.items.slice(1);
  const { position } = form;
  const name = head.kind === "symbol" ? head.name : null;
  const calleeCode = compileCallee(head, args.length, context);
  const argumentCodes = context.compileAll(args);
  return (scope) => {
    const callee = calleeCode(scope);
    const values: Value[] = [];
    for (const code of argumentCodes) values.push(code(scope));
    return callAt(position, name, callee, values);
  };
}

function compileCallee(head: Form, argumentCount: number, context: Context): Code {
  if (head.kind !== "symbol" || context.findLocal(head.name) !== null) return context.compile(head);
  const name = shorten(head.name);
  const fn = functionByName.get(name);
  if (fn !== undefined) {
    if (fn.findArity(argumentCount) === undefined) throw argumentCountError(head.name, argumentCount);
    return () => fn;
  }
  rejectUnavailableName(head, name);
  context.uses.push({ name, position: head.position, kind: "called-variable" });
  return () => {
    const value = evaluation.readVariable(name);
    if (value === undefined) throw formError(head, missingFunctionMessage(name), "unknown-name");
    return value;
  };
}

/** The error message for a name that is called but is neither a function nor a variable. */
export function missingFunctionMessage(name: string): string {
  return `There is no function or variable ${name}.`;
}
