import type { Position } from "./errors";
import { type CollectionForm, type Form, formError } from "./forms";
import type { Value } from "./values";

/** The values of the local names, the innermost first. Only `letfn` changes a value, once, after it made the scope. */
export type Scope = { value: Value; readonly outer: Scope } | null;

/** What `recur` returns: the values for the next round of the loop or function around it. */
export class Recur {
  constructor(readonly values: readonly Value[]) {}
}

/** A compiled form: evaluates it with the values of the local names. */
export type Code = (scope: Scope) => Value;
/** A compiled form in tail position, where `recur` is possible. */
export type TailCode = (scope: Scope) => Value | Recur;

/** Compiles a list with a certain first symbol, such as (if ...). @throws ClojureError */
export type FormCompiler = (form: CollectionForm, context: Context) => TailCode;

/** A name in a formula that is not a local name. */
export interface NameUse {
  name: string;
  position: Position;
  /** Whether it is a variable, a variable that is called as (portfolio :1), or a function that is passed as a value. */
  kind: "variable" | "called-variable" | "function";
}

interface Locals {
  readonly name: string;
  readonly outer: Locals | null;
}

/** How deep forms can be nested, after threading macros were expanded. */
const maxNesting = 128;

/** What is known about the place of a form when it is compiled. */
export class Context {
  private constructor(
    private readonly compileForm: (form: Form, context: Context) => TailCode,
    /** The names that the whole formula uses so far. */
    readonly uses: NameUse[],
    private readonly locals: Locals | null,
    /** How many values a `recur` here takes; null where it is not possible. */
    readonly recurCount: number | null,
    private readonly nesting: number,
    /** The deepest nesting of the forms that were compiled so far. */
    private readonly gauge: { deepest: number },
  ) {}

  static top(compileForm: (form: Form, context: Context) => TailCode): Context {
    return new Context(compileForm, [], null, null, 0, { deepest: 0 });
  }

  private inner(form: Form, recurCount: number | null): Context {
    if (this.nesting >= maxNesting)
      throw formError(form, `Expressions can be nested ${maxNesting} levels deep at most.`, "limit");
    const nesting = this.nesting + 1;
    this.gauge.deepest = Math.max(this.gauge.deepest, nesting);
    return new Context(this.compileForm, this.uses, this.locals, recurCount, nesting, this.gauge);
  }

  /** Compiles a form that is not in tail position. */
  compile(form: Form): Code {
    // Without a recurCount, compiling a `recur` fails, so the code never returns a Recur.
    return this.compileForm(form, this.inner(form, null)) as Code;
  }

  compileAll(forms: readonly Form[]): Code[] {
    return forms.map((form) => this.compile(form));
  }

  /** Compiles a form whose value is that of the form around it. */
  compileTail(form: Form): TailCode {
    return this.compileForm(form, this.inner(form, this.recurCount));
  }

  /** Compiles forms of which only the last one has a value that is used; nil if there are none. */
  compileBody(forms: readonly Form[]): TailCode {
    const last = forms.at(-1);
    if (last === undefined) return () => null;
    const first = this.compileAll(forms.slice(0, -1));
    const result = this.compileTail(last);
    if (first.length === 0) return result;
    return (scope) => {
      for (const code of first) code(scope);
      return result(scope);
    };
  }

  /** Measures how deep the forms are nested that `compile` compiles. */
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
