import type { Environment } from "@marcbachmann/cel-js";
import { CannotCalculate, calculate, Decimal, makeDecimal, type Operation } from "../../../json/decimal";
import { JsonNumber } from "../../../json/json-number";

/** A number of an event or a condition. Its decimal is computed on first use, because an event may have 100,000 numbers. */
class ExactNumber {
  #decimal: Decimal | undefined;
  constructor(readonly given: number | bigint | JsonNumber | Decimal) {}

  get decimal(): Decimal {
    this.#decimal ??= this.given instanceof Decimal ? this.given : makeDecimal(this.given);
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

/** Allows calculations with an int and a double in the environment for checks: CEL does not allow them, but in JSON both are numbers. */
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

/** Registers the type "number" (ExactNumber) for evaluation: every number of an event and every decimal of a condition has it. */
export function registerNumbers(environment: Environment): Environment {
  // It has no fields, so that conditions cannot read the properties of an ExactNumber.
  environment.registerType("number", { ctor: ExactNumber, fields: {} });
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
        (a, b) => new ExactNumber(calculate(toDecimal(a), operation, toDecimal(b))),
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
    .registerOperator("-number", ({ decimal }: ExactNumber) => new ExactNumber(decimal.negated()))
    .registerFunction("int(number): int", ({ decimal }: ExactNumber) => toInteger(decimal))
    .registerFunction("string(number): string", ({ decimal }: ExactNumber) => decimal.toString())
    .registerFunction("timestamp(number): google.protobuf.Timestamp", ({ decimal }: ExactNumber) => {
      const at = new Date(decimal.toNumber() * 1_000);
      if (Number.isNaN(at.getTime())) throw new CannotCalculate(`${decimal} seconds is not a valid time`);
      return at;
    });
}

/** Implements double(): it returns an exact decimal, also for a number in a string. */
export function readNumber(value: unknown): ExactNumber {
  if (value instanceof ExactNumber) return value;
  if (typeof value === "bigint") return new ExactNumber(value);
  if (typeof value === "string" && numberPattern.test(value)) return new ExactNumber(makeDecimal(value));
  const label =
    typeof value === "string" && value.length <= 40 ? `"${value}"` : "The value given to double()";
  throw new CannotCalculate(`${label} is not a number`);
}

/** Converts the index of a list: cel-js accepts only CEL's integers there, not our decimals. */
export function asIndex(value: unknown): unknown {
  return value instanceof ExactNumber && value.decimal.isInteger() ? toInteger(value.decimal) : value;
}

/** Converts the argument of uint() to a CEL integer: uint() cannot have an overload, because cel-js does not export its class for uints. */
export function asInteger(value: unknown): unknown {
  return value instanceof ExactNumber ? toInteger(value.decimal) : value;
}

/** Converts a number that is used as a list to a string: cel-js would loop over the number's properties, but rejects a string. */
export function asLoopArgument(value: unknown): unknown {
  return value instanceof ExactNumber ? value.decimal.toString() : value;
}

/** Converts a number in type(x) to a double, so that type(data.amount) == double. */
export function asArgumentOfTypeCall(value: unknown): unknown {
  return value instanceof ExactNumber ? 0.5 : value;
}

const exactContainers = new WeakSet<object>();

/**
 * Converts a value for conditions: numbers become exact, and objects become Maps that have only the event's keys. So a field may be
 * called "constructor", and [1, 2.5] in a condition equals [1, 2.5] in an event.
 */
export function exactValue(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint" || value instanceof JsonNumber)
    return new ExactNumber(value);
  if (value === null || typeof value !== "object" || exactContainers.has(value)) return value;
  const container = exactContainer(value);
  if (container !== null) exactContainers.add(container);
  return container ?? value;
}

function exactContainer(value: object): object | null {
  if (Array.isArray(value)) return value.map(exactValue);
  if (value instanceof Map) return new Map([...value].map(([key, part]) => [key, exactValue(part)]));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return new Map(Object.entries(value).map(([key, part]) => [key, exactValue(part)]));
}

/** The inverse of exactValue, for display: returns a value that writeJson can write, with the digits of the event. */
export function originalValue(value: unknown): unknown {
  if (value instanceof ExactNumber) return originalValue(value.given);
  if (value instanceof Decimal) return new JsonNumber(value.toString());
  if (typeof value === "bigint") return new JsonNumber(value.toString());
  if (Array.isArray(value)) return value.map(originalValue);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, part]) => [String(key), originalValue(part)]));
  return value;
}

function toDecimal(value: ExactNumber | bigint | { valueOf(): bigint }): Decimal {
  return value instanceof ExactNumber ? value.decimal : makeDecimal(value.valueOf() as bigint);
}

function toInteger(value: Decimal): bigint {
  // The exponent is checked before the digits are written, because 1e1000000 has a million digits.
  const whole =
    value.isFinite() && value.e < 20 ? BigInt(value.truncated().toFixed()) : integerRange.max + 1n;
  if (whole < integerRange.min || whole > integerRange.max)
    throw new CannotCalculate("Whole numbers must be from -9223372036854775808 to 9223372036854775807");
  return whole;
}
