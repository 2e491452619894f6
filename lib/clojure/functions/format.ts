import { describeValue } from "../describe-value";
import { ClojureError } from "../errors";
import { step, stepForCharacters } from "../evaluation";
import { textOf } from "../print";
import { BigDecimal, Char, type Fn, isTruthy, type Value, variadic } from "../values";
import { requireString } from "./arguments";
import { formatDecimal, formatGeneral, formatScientific } from "./format-decimal";

const directivePattern = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])|%/g;
/** The maximum width of a value and the maximum number of its decimals. */
const maxWidth = 500;

/** One part of a format, such as %-10s or %,.2f. */
interface Directive {
  text: string;
  flags: string;
  width: number;
  precision: number | null;
  conversion: string;
}

/**
 * Formats values as Java's String.format does in an English locale: %s, %d, %x, %o, %f, %e, %g, %b, %c, %n and %%. Decimals are rounded
 * half up, from the digits that `str` prints: (format "%.2f" 2.675) is "2.68".
 *
 * @throws ClojureError "type" if a value does not fit its conversion, such as %d for 2.5
 */
function format([template = null, ...values]: readonly Value[]): string {
  let next = 0;
  return requireString(template).replace(
    directivePattern,
    (text: string, place?: string, flags = "", width = "0", precision?: string, conversion = "") => {
      step();
      const decimals = precision === undefined ? null : Number(precision);
      const directive = { text, flags, width: Number(width), precision: decimals, conversion };
      if (Math.max(directive.width, decimals ?? 0) > maxWidth)
        throw new ClojureError("limit", `${text}: a width or precision can be at most ${maxWidth}.`);
      if (conversion === "n") return "\n";
      if (conversion === "%") return pad("%", directive);
      const value = values[place === undefined ? next++ : Number(place) - 1];
      if (value === undefined) throw new ClojureError("arity", `There is no value for ${text}.`);
      const formatted = formatValue(value, directive);
      stepForCharacters(formatted.length);
      return formatted;
    },
  );
}

function formatValue(value: Value, directive: Directive): string {
  const { conversion, precision } = directive;
  const padText = (text: string) => pad(precision === null ? text : text.slice(0, precision), directive);
  switch (conversion.toLowerCase()) {
    case "s":
      return applyCase(conversion, padText(value === null ? "null" : textOf(value)));
    case "b":
      return applyCase(conversion, padText(String(isTruthy(value))));
  }
  if (value === null) return padText("null");
  switch (conversion) {
    case "c":
    case "C":
      if (value instanceof Char) return applyCase(conversion, pad(value.unit, directive));
      break;
    case "d":
      if (typeof value === "bigint")
        return decorate(value < 0n, String(value < 0n ? -value : value), directive);
      break;
    case "x":
    case "X":
    case "o":
      // As in Java, a negative number is written as its 64 bits.
      if (typeof value === "bigint")
        return applyCase(
          conversion,
          padNumber(BigInt.asUintN(64, value).toString(conversion === "o" ? 8 : 16), directive),
        );
      break;
    case "f":
    case "e":
    case "E":
    case "g":
    case "G":
      if (typeof value === "number" || value instanceof BigDecimal)
        return applyCase(conversion, formatFraction(value, directive));
      break;
    default:
      throw new ClojureError("type", `${directive.text} is not a valid format.`);
  }
  throw new ClojureError(
    "type",
    `${directive.text} does not fit ${describeValue(value)}.${adviceFor(conversion)}`,
  );
}

function adviceFor(conversion: string): string {
  if (/[feg]/i.test(conversion)) return " Convert the number with double.";
  return conversion === "d" ? " Convert the number with long." : "";
}

function formatFraction(value: number | BigDecimal, directive: Directive): string {
  const { conversion } = directive;
  if (typeof value === "number" && !Number.isFinite(value)) return pad(String(value), directive);
  const precision = directive.precision ?? 6;
  const isNegative = value instanceof BigDecimal ? value.unscaled < 0n : value < 0 || Object.is(value, -0);
  const write =
    conversion === "f" ? formatDecimal : conversion.toLowerCase() === "e" ? formatScientific : formatGeneral;
  return decorate(isNegative, write(value, precision), directive);
}

function applyCase(conversion: string, text: string): string {
  return conversion === conversion.toUpperCase() ? text.toUpperCase() : text;
}

/** Adds the sign, the separators of thousands and the padding to the digits of a number. */
function decorate(isNegative: boolean, digits: string, directive: Directive): string {
  const { flags, width } = directive;
  const [whole = "", ...rest] = digits.split(/(?=[.e])/);
  const grouped = flags.includes(",") ? groupThousands(whole) : whole;
  const inParentheses = isNegative && flags.includes("(");
  const before = inParentheses
    ? "("
    : isNegative
      ? "-"
      : flags.includes("+")
        ? "+"
        : flags.includes(" ")
          ? " "
          : "";
  const after = inParentheses ? ")" : "";
  const body = [grouped, ...rest].join("");
  const zeros = flags.includes("0") ? Math.max(0, width - before.length - body.length - after.length) : 0;
  return pad(before + "0".repeat(zeros) + body + after, directive);
}

/** Separates the thousands of a number. A loop, because a regular expression that looks ahead would take quadratic time. */
function groupThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(",");
}

function padNumber(digits: string, directive: Directive): string {
  return pad(directive.flags.includes("0") ? digits.padStart(directive.width, "0") : digits, directive);
}

function pad(text: string, { flags, width }: Directive): string {
  return flags.includes("-") ? text.padEnd(width) : text.padStart(width);
}

export const formatFunctions: readonly Fn[] = [variadic("format", 1, format)];
