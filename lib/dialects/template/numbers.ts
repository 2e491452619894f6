import { Drop } from "liquidjs";
import { CannotCalculate, type Decimal, makeDecimal } from "../../json/decimal";
import { JsonNumber } from "../../json/json-number";

const numberPattern = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const maxTextLength = 1_000;
const maxShownLength = 40;
/** The maximum number of digits of a result: the product of the two largest operands does not have more. */
const maxWrittenDigits = 2_100;

/** A number in a template: prints the digits of the event and compares as a decimal. liquidjs calls the methods for comparisons. */
export class TemplateNumber extends JsonNumber {
  #decimal: Decimal | undefined;

  /** @throws CannotCalculate if the number has too many digits to be written out. */
  static of(decimal: Decimal): TemplateNumber {
    if (!decimal.isFinite() || Math.abs(decimal.e) > maxWrittenDigits)
      throw new CannotCalculate(`A number has more than ${maxWrittenDigits.toLocaleString("en")} digits`);
    const number = new TemplateNumber(decimal.toFixed());
    number.#decimal = decimal;
    return number;
  }

  get decimal(): Decimal {
    this.#decimal ??= makeDecimal(this);
    return this.#decimal;
  }

  /** Used by liquidjs for ranges, such as (1..data.months). */
  override valueOf(): number {
    return Number(this.text);
  }
  equals(other: unknown): boolean {
    return isNumber(other) && compareNumbers(this, other) === 0;
  }
  gt(other: unknown): boolean {
    return isNumber(other) && compareNumbers(this, other) > 0;
  }
  geq(other: unknown): boolean {
    return isNumber(other) && compareNumbers(this, other) >= 0;
  }
  lt(other: unknown): boolean {
    return isNumber(other) && compareNumbers(this, other) < 0;
  }
  leq(other: unknown): boolean {
    return isNumber(other) && compareNumbers(this, other) <= 0;
  }
}

export function isNumber(value: unknown): value is number | JsonNumber {
  return typeof value === "number" || value instanceof JsonNumber;
}

export function compareNumbers(left: number | JsonNumber, right: number | JsonNumber): number {
  return typeof left === "number" && typeof right === "number"
    ? left - right
    : numberToDecimal(left).comparedTo(numberToDecimal(right));
}

/** Whether a value is missing for calculations and comparisons: null, a field that the event lacks, and empty text. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value instanceof Drop || value === "";
}

/** Converts a number, or a text that is a number, to a decimal. Throws for any other value: "1,500.25" must not be read as 1 or 0. */
export function toDecimal(value: unknown): Decimal {
  if (isNumber(value)) return numberToDecimal(value);
  if (typeof value === "string" && value.length <= maxTextLength && numberPattern.test(value))
    return makeDecimal(value.trim());
  throw new Error(
    `${describeValue(value)} is not a number. Send a number without separators, such as 1500.25`,
  );
}

/** Describes a value for error messages. */
export function describeValue(value: unknown): string {
  if (typeof value === "string")
    return value.length > maxShownLength ? `"${value.slice(0, maxShownLength)}…"` : JSON.stringify(value);
  if (Array.isArray(value)) return "A list";
  return value !== null && typeof value === "object" && !isNumber(value) ? "An object" : String(value);
}

function numberToDecimal(value: number | JsonNumber): Decimal {
  return value instanceof TemplateNumber ? value.decimal : makeDecimal(value);
}
