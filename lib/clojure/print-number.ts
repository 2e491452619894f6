import { printInteger } from "./integers";
import { BigDecimal, BigInteger, type NumberValue, Ratio } from "./values";

/** The digits and the exponent of a finite number: 0.0125 is { digits: "125", exponent: -2 }, that is 1.25 * 10^-2. */
function splitDouble(value: number): { digits: string; exponent: number } {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}

/**
 * The text of a double as in Java's Double.toString: always with a decimal point, and with an exponent if the magnitude is below 0.001 or
 * at least 10,000,000. The digits are the fewest that identify the double, as in Java 19 and later; earlier versions print more digits of
 * a few numbers.
 */
export function printDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-3 || magnitude >= 1e7)) {
    const { digits, exponent } = splitDouble(value);
    return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${exponent}`;
  }
  const text = String(magnitude);
  return `${sign}${text}${text.includes(".") ? "" : ".0"}`;
}

/** The text of a decimal as in Java's BigDecimal.toString: with an exponent if the scale is negative or the magnitude below 0.000001. */
export function printDecimal({ unscaled, scale }: BigDecimal): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = printInteger(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale < 0 || exponent < -6) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits.charAt(0)}${fraction}E${exponent < 0 ? "" : "+"}${exponent}`;
  }
  if (scale === 0) return sign + digits;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** The text of a number as `str` returns it: 5N is "5". */
export function printNumber(value: NumberValue): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return printDouble(value);
  if (value instanceof BigInteger) return printInteger(value.value);
  if (value instanceof Ratio) return `${printInteger(value.numerator)}/${printInteger(value.denominator)}`;
  return printDecimal(value);
}

/** The decimal with exactly the digits that a double prints: 2.675 is 2.675M. The double must be finite. */
export function decimalOfDouble(value: number): BigDecimal {
  if (value === 0) return new BigDecimal(0n, 1);
  // As in Java, the decimal is made from the printed text: 100.0 has the scale 1.
  const [mantissa = "", exponent = "0"] = printDouble(value).split("E");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return new BigDecimal(BigInt(whole + fraction), fraction.length - Number(exponent));
}
