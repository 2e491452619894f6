import type { Position } from "./errors";
import { type CollectionForm, type Form, formError } from "./forms";
import type { Value } from "./values";

/** The values of the local names, innermost first. Only `letfn` and a named `fn` change a value: once, after they have made the scope. */
export type Scope = { value: Value; readonly outer: Scope } | null;

/** What `recur` returns: the values for the next iteration of the loop or function around it. */
export class Recur {
  constructor(readonly values: readonly Value[]) {}
}

/** A compiled form: evaluates the form with the values of the local names. */
export type Code = (scope: Scope) => Value;
/** A compiled form in tail position, where `recur` is possible. */
export type TailCode = (scope: Scope) => Value | Recur;

/** Compiles a list with a certain first symbol, such as (if ...). @throws ClojureError */
export type FormCompiler = (form: CollectionForm, context: Context) => TailCode;

/** A name in a formula that is not a local name. */
export interface NameUse {
  name: string;
  position: Position;
  /** A variable, a variable that is called, as in (portfolio :1), or a function that is used as a value. */
  kind: "variable" | "called-variable" | "function";
}

interface Locals {
  readonly name: string;
  readonly outer: Locals | null;
}

/** How deep forms can be nested after threading macros are expanded. */
const maxNesting = 128;

/** What the compiler knows about the place of a form. */
export class Context {
  private constructor(
    private readonly compileForm: (form: Form, context: Context) => TailCode,
    /** The names that the whole formula uses so far. */
    readonly uses: NameUse[],
    private readonly locals: Locals | null,
    /** How many values a `recur` takes here; null if `recur` is not allowed here. */
    readonly recurCount: number | null,
    private readonly nesting: number,
    /** The deepest nesting of the forms compiled so far, or since measureDepth began. */
    private readonly gauge: { deepest: number },
  ) {}

  static top(compileForm: (form: Form, context: Context) => TailCode): Context {
    return new Context(compileForm, [], null, null, 0, { deepest: 0 });
  }

  private forNestedForm(form: Form, recurCount: number | null): Context {
    if (this.nesting >= maxNesting)
      throw formError(form, `Expressions can be nested at most ${maxNesting} levels deep.`, "limit");
    const nesting = this.nesting + 1;
    this.gauge.deepest = Math.max(this.gauge.deepest, nesting);
    return new Context(this.compileForm, this.uses, this.locals, recurCount, nesting, this.gauge);
  }

  /** Compiles a form that is not in tail position. */
  compile(form: Form): Code {
    // Without a recurCount, compiling a `recur` fails, so the code never returns a Recur.
    return this.compileForm(form, this.forNestedForm(form, null)) as Code;
  }

  compileAll(forms: readonly Form[]): Code[] {
    return forms.map((form) => this.compile(form));
  }

  /** Compiles a form in tail position: its value is also the value of the form around it. */
  compileTail(form: Form): TailCode {
    return this.compileForm(form, this.forNestedForm(form, this.recurCount));
  }

  /** Compiles the forms of a body. Its value is that of the last form, or nil if there are no forms. */
  compileBody(forms: readonly Form[]): TailCode {
    const last = forms.at(-1);
    if (last === undefined) return () => null;
    const leading = this.compileAll(forms.slice(0, -1));
    const result = this.compileTail(last);
    if (leading.length === 0) return result;
    return (scope) => {
      for (const code of leading) code(scope);
      return result(scope);
    };
  }

  /** Measures how deeply the forms that `compile` compiles are nested. */
  measureDepth<Result>(compile: () => Result): { compiled: Result; depth: number } {
    const { gauge, nesting } = this;
    const deepestBefore = gauge.deepest;
    gauge.deepest = nesting;
    const compiled = compile();
    const depth = gauge.deepest - nesting;
    gauge.deepest = Math.max(deepestBefore, gauge.deepest);
    return { compiled, depth };
  }

  /** The context inside a form that adds a local name. */
  bind(name: string): Context {
    const locals = { name, outer: this.locals };
    return new Context(this.compileForm, this.uses, locals, this.recurCount, this.nesting, this.gauge);
  }

  /** The context of the body of a loop or function whose `recur` takes `count` values. */
  withRecur(count: number): Context {
    return new Context(this.compileForm, this.uses, this.locals, count, this.nesting, this.gauge);
  }

  /** How many scopes outwards the value of a local name is; null if there is no such local name. */
  findLocal(name: string): number | null {
    let distance = 0;
    for (let local = this.locals; local !== null; local = local.outer) {
      if (local.name === name) return distance;
      distance += 1;
    }
    return null;
  }
}
