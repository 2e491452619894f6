import type { Environment } from "@marcbachmann/cel-js";
import { CannotCalculate, calculate, Decimal, decimalOf, type Operation } from "../../json/decimal";
import { JsonNumber } from "../../json/json-number";

/** A number of an event or a condition. Its decimal is made on first use: an event may have 100,000 numbers. */
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
const integerRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** For checking: CEL does not allow calculations with an int and a double; here both are numbers, as in JSON. */
export function allowMixedNumbers(environment: Environment): Environment {
  const unused = () => {
    throw new Error("This environment checks conditions but does not evaluate them.");
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

/** For evaluating: the type "number" is a Figure. Every number of an event is one, and every decimal of a condition. */
export function registerNumbers(environment: Environment): Environment {
  // No fields, or conditions could read the properties of the Figure.
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
      // "==" registers the swapped operands as well.
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
      if (Number.isNaN(at.getTime())) throw new CannotCalculate(`${decimal} seconds is not a valid time`);
      return at;
    });
}

/** double() gives a decimal, so that the number in a string is exact too. */
export function readNumber(value: unknown): Figure {
  if (value instanceof Figure) return value;
  if (typeof value === "bigint") return new Figure(value);
  if (typeof value === "string" && numberPattern.test(value)) return new Figure(decimalOf(value));
  const shown =
    typeof value === "string" && value.length <= 40 ? `"${value}"` : "The value given to double()";
  throw new CannotCalculate(`${shown} is not a number`);
}

/** As a position in a list, cel-js accepts only CEL's integers, not our decimals. */
export function asIndex(value: unknown): unknown {
  return value instanceof Figure && value.decimal.isInteger() ? toInteger(value.decimal) : value;
}

/** uint() has no overload here, since its class is not exported: it gets an integer of CEL. */
export function asInteger(value: unknown): unknown {
  return value instanceof Figure ? toInteger(value.decimal) : value;
}

/** cel-js would iterate over the properties of a Figure; a string it rejects as not being a list. */
export function asLoopArgument(value: unknown): unknown {
  return value instanceof Figure ? value.decimal.toString() : value;
}

/** The type of a number is "double", so that type(data.amount) == double. */
export function asArgumentOfTypeCall(value: unknown): unknown {
  return value instanceof Figure ? 0.5 : value;
}

const exactContainers = new WeakSet<object>();

/**
 * A value as conditions see it: each number exact, each object a Map that has only the event's keys. So a field may be
 * called "constructor", and [1, 2.5] in a condition equals [1, 2.5] in an event.
 */
export function exactValue(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof JsonNumber)
    return new Figure(value);
  if (value === null || typeof value !== "object" || exactContainers.has(value)) return value;
  const made = exactContainer(value);
  if (made !== null) exactContainers.add(made);
  return made ?? value;
}

function exactContainer(value: object): object | null {
  if (Array.isArray(value)) return value.map(exactValue);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, exactValue(part)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return new Map(Object.entries(value).map(([key, part]) => [key, exactValue(part)]));
}

/** The inverse, for display: a value that writeJson can write, with the digits of the event. */
export function originalValue(value: unknown): unknown {
  if (value instanceof Figure) return originalValue(value.given);
  if (value instanceof Decimal) return new JsonNumber(value.toString());
  if (typeof value === "bigint") return new JsonNumber(value.toString());
  if (Array.isArray(value)) return value.map(originalValue);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, part]) => [String(key), originalValue(part)]));
  return value;
}

function toDecimal(value: Figure | bigint | { valueOf(): bigint }): Decimal {
  return value instanceof Figure ? value.decimal : decimalOf(value.valueOf() as bigint);
}

function toInteger(value: Decimal): bigint {
  // Checked before it is written out: 1e1000000 has a million digits.
  const whole =
    value.isFinite() && value.e < 20 ? BigInt(value.truncated().toFixed()) : integerRange.max + 1n;
  if (whole < integerRange.min || whole > integerRange.max)
    throw new CannotCalculate("Whole numbers must be from -9223372036854775808 to 9223372036854775807");
  return whole;
}
