import type { ClojureMap, ClojureSet } from "./collections";
import type { Pattern } from "./pattern";
import type { Seq, Vector } from "./sequences";

/** A number: a long (bigint), a double (number), or one of the classes below. */
export type NumberValue = bigint | number | BigInteger | Ratio | BigDecimal;

/** A value of a formula. A long is a JavaScript bigint and a double is a JavaScript number, so that 5 and 5.0 differ. */
export type Value =
  | null
  | boolean
  | string
  | NumberValue
  | Char
  | Keyword
  | ClojureSymbol
  | Instant
  | Vector
  | Seq
  | ClojureMap
  | ClojureSet
  | Fn
  | Pattern;

/** An integer that is not limited to the range of a long, such as 5N. */
export class BigInteger {
  constructor(readonly value: bigint) {}
}

/** A fraction in lowest terms; the denominator is at least 2. */
export class Ratio {
  constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}
}

/** The decimal unscaled / 10^scale, as in java.math.BigDecimal: 1.10M has the scale 2. */
export class BigDecimal {
  constructor(
    readonly unscaled: bigint,
    readonly scale: number,
  ) {}
}

/** One UTF-16 code unit, as in Java. */
export class Char {
  constructor(readonly unit: string) {}
}

/** A keyword. Its name is stored without the colon and may have a namespace: "a/b". */
export class Keyword {
  constructor(readonly name: string) {}
}

/** A symbol as a value, which only a quote and the function `symbol` return. */
export class ClojureSymbol {
  readonly typeName = "symbol";
  constructor(readonly name: string) {}
}

/** A time, as `#inst` reads it. */
export class Instant {
  readonly typeName = "time";
  constructor(readonly ms: number) {}
}

/** Returns the key by which values are compared (keyOf in keys.ts), for the items of a collection. */
export type KeyMaker = (value: Value) => string;

/** One way to call a function: with `min` to `max` arguments. */
export interface Arity {
  min: number;
  max: number;
  apply(args: readonly Value[]): Value;
}

let lastId = 0;

/** A value that equals only itself: a function or a regular expression. */
export class Identity {
  private readonly id = ++lastId;

  makeKey(): string {
    return `#${this.id}`;
  }
}

/** A function, either one of the language or one that the formula defines. */
export class Fn extends Identity {
  /** @param arities those with a fixed number of arguments first. */
  constructor(
    readonly name: string | null,
    private readonly arities: readonly Arity[],
  ) {
    super();
  }

  findArity(argumentCount: number): Arity | undefined {
    return this.arities.find(({ min, max }) => argumentCount >= min && argumentCount <= max);
  }
}

/** Only nil and false are false: 0 and "" are true. */
export function isTruthy(value: Value): boolean {
  return value !== null && value !== false;
}

/** A function of the language with `min` to `max` parameters; a parameter without an argument is nil. */
export function fixed(
  name: string,
  count: number | readonly [min: number, max: number],
  apply: (a: Value, b: Value, c: Value, d: Value) => Value,
): Fn {
  const [min, max] = typeof count === "number" ? [count, count] : count;
  return new Fn(name, [{ min, max, apply: ([a = null, b = null, c = null, d = null]) => apply(a, b, c, d) }]);
}

/** A function of the language that gets its arguments as a list. */
export function variadic(
  name: string,
  min: number,
  apply: (args: readonly Value[]) => Value,
  max = Number.POSITIVE_INFINITY,
): Fn {
  return new Fn(name, [{ min, max, apply }]);
}
