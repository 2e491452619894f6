import type { Environment } from "@marcbachmann/cel-js";
import { CannotCalculate, calculate, Decimal, decimalOf, type Operation } from "../../json/decimal";
import { JsonNumber } from "../../json/json-number";

/** A number of an event or of a condition. Its decimal is made when it is computed with: an event may have 100,000 of them. */
class Figure {
  #decimal: Decimal | undefined;
  constructor(readonly given: number | bigint | JsonNumber | Decimal) {}

  get decimal(): Decimal {
    this.#decimal ??= this.given instanceof Decimal ? this.given : decimalOf(this.given);
    return this.#decimal;
  }
}

const operations: Operation[] = ["+", "-", "*", "/", "%"];
const comparisons = {
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
  "==": (order: number) => order === 0,
};
const integer = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const numberText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** For saving: CEL lets nothing be computed of an int and a double; here both are numbers, as in JSON. */
export function allowMixedNumbers(environment: Environment): Environment {
  const unused = () => {
    throw new Error("This environment checks; it does not evaluate.");
  };
  for (const whole of ["int", "uint"]) {
    for (const [left, right] of [
      [whole, "double"],
      ["double", whole],
    ]) {
      for (const operation of operations)
        environment.registerOperator(`${left} ${operation} ${right}: double`, unused);
    }
    environment.registerOperator(`${whole} == double`, unused);
  }
  return environment.registerOperator("double % double", unused);
}

/** For evaluating: the type "number" is a Figure. Every number of an event is one, and every 0.5 of a condition. */
export function registerNumbers(environment: Environment): Environment {
  // Without fields, or a number's own properties could be read like an event's.
  environment.registerType("number", { ctor: Figure, fields: {} });
  for (const [left, right] of [
    ["number", "number"],
    ["number", "int"],
    ["int", "number"],
    ["number", "uint"],
    ["uint", "number"],
  ]) {
    for (const operation of operations) {
      environment.registerOperator(
        `${left} ${operation} ${right}: number`,
        (a, b) => new Figure(calculate(toDecimal(a), operation, toDecimal(b))),
      );
    }
    for (const [sign, holds] of Object.entries(comparisons)) {
      // "==" brings the other order along.
      if (sign === "==" && right === "number" && left !== "number") continue;
      environment.registerOperator(`${left} ${sign} ${right}`, (a, b) => {
        const order = toDecimal(a).comparedTo(toDecimal(b));
        return !Number.isNaN(order) && holds(order);
      });
    }
  }
  return environment
    .registerOperator("-number", ({ decimal }: Figure) => new Figure(decimal.negated()))
    .registerFunction("int(number): int", ({ decimal }: Figure) => toInteger(decimal))
    .registerFunction("string(number): string", ({ decimal }: Figure) => decimal.toString())
    .registerFunction("timestamp(number): google.protobuf.Timestamp", ({ decimal }: Figure) => {
      const at = new Date(decimal.toNumber() * 1_000);
      if (Number.isNaN(at.getTime())) throw new CannotCalculate(`${decimal} seconds are no point in time`);
      return at;
    });
}

/** double() gives a decimal, so that what it reads of a text is exact too. */
export function readNumber(value: unknown): Figure {
  if (value instanceof Figure) return value;
  if (typeof value === "bigint") return new Figure(value);
  if (typeof value === "string" && numberText.test(value)) return new Figure(decimalOf(value));
  const shown = typeof value === "string" && value.length <= 40 ? `"${value}"` : "What is given to double()";
  throw new CannotCalculate(`${shown} is no number`);
}

/** A position in a list is a whole number of JavaScript or CEL, never a decimal. */
export function asIndex(value: unknown): unknown {
  return value instanceof Figure && value.decimal.isInteger() ? toInteger(value.decimal) : value;
}

/** uint() has no overload of ours, since its class is not exported: it is given a whole number of CEL. */
export function asWhole(value: unknown): unknown {
  return value instanceof Figure ? toInteger(value.decimal) : value;
}

/** cel-js would go over the properties of a number; of a text it says that it is no list. */
export function asList(value: unknown): unknown {
  return value instanceof Figure ? value.decimal.toString() : value;
}

/** A number's type has always been "double", in type(data.amount) == double. */
export function asTyped(value: unknown): unknown {
  return value instanceof Figure ? 0.5 : value;
}

const exactAlready = new WeakSet<object>();

/**
 * A value as conditions see it: each number exact, each object a Map, whose keys are the event's and nothing else. So a
 * field may be called "constructor", and [1, 2.5] in a condition equals [1, 2.5] in an event.
 */
export function exact(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof JsonNumber)
    return new Figure(value);
  if (value === null || typeof value !== "object" || exactAlready.has(value)) return value;
  const made = exactList(value);
  if (made !== null) exactAlready.add(made);
  return made ?? value;
}

function exactList(value: object): object | null {
  if (Array.isArray(value)) return value.map(exact);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, exact(part)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return new Map(Object.entries(value).map(([key, part]) => [key, exact(part)]));
}

/** The other way round, for showing: what writeJson can write, with the event's own digits. */
export function inexact(value: unknown): unknown {
  if (value instanceof Figure) return inexact(value.given);
  if (value instanceof Decimal) return new JsonNumber(value.toString());
  if (typeof value === "bigint") return new JsonNumber(value.toString());
  if (Array.isArray(value)) return value.map(inexact);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, part]) => [String(key), inexact(part)]));
  return value;
}

function toDecimal(value: Figure | bigint | { valueOf(): bigint }): Decimal {
  return value instanceof Figure ? value.decimal : decimalOf(value.valueOf() as bigint);
}

function toInteger(value: Decimal): bigint {
  // Before it is written out: 1e1000000 has a million digits.
  const whole = value.isFinite() && value.e < 20 ? BigInt(value.truncated().toFixed()) : integer.max + 1n;
  if (whole < integer.min || whole > integer.max)
    throw new CannotCalculate("int() takes numbers up to 9223372036854775807");
  return whole;
}
