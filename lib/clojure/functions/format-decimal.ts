import { powerOfTen } from "../integers";
import { decimalOfDouble } from "../print-number";
import { BigDecimal } from "../values";

/** A finite number to be formatted; the sign is written elsewhere. */
type Fraction = number | BigDecimal;

function magnitudeOf(value: Fraction): { digits: bigint; scale: number } {
  const { unscaled, scale } = value instanceof BigDecimal ? value : decimalOfDouble(value);
  return { digits: unscaled < 0n ? -unscaled : unscaled, scale };
}

/** Rounds the magnitude of a number half up to `targetScale` decimals, and returns its digits without the decimal point. */
function round(value: Fraction, targetScale: number): bigint {
  const { digits, scale } = magnitudeOf(value);
  if (targetScale >= scale) return digits * powerOfTen(targetScale - scale);
  const divisor = powerOfTen(scale - targetScale);
  return (digits + divisor / 2n) / divisor;
}

/** Rounds to a number of significant digits: 1234.5 with 3 is 123 * 10^1, which has the exponent 3. */
function roundSignificant(value: Fraction, count: number): { digits: string; exponent: number } {
  const magnitude = magnitudeOf(value);
  if (magnitude.digits === 0n) return { digits: "0".repeat(count), exponent: 0 };
  const exponent = String(magnitude.digits).length - 1 - magnitude.scale;
  const digits = String(round(value, count - 1 - exponent));
  // 9.99 may round to 10.0, which has one more digit.
  return digits.length > count
    ? { digits: digits.slice(0, count), exponent: exponent + 1 }
    : { digits, exponent };
}

/** %f: 2.675 with 2 decimals is "2.68". */
export function formatDecimal(value: Fraction, decimals: number): string {
  const digits = String(round(value, decimals)).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** %e: 12345.678 with 2 decimals is "1.23e+04". */
export function formatScientific(value: Fraction, decimals: number): string {
  const { digits, exponent } = roundSignificant(value, decimals + 1);
  const sign = exponent < 0 ? "-" : "+";
  const fraction = decimals === 0 ? "" : `.${digits.slice(1)}`;
  return `${digits.charAt(0)}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** %g: `precision` significant digits, with an exponent only for very small and very large numbers. */
export function formatGeneral(value: Fraction, precision: number): string {
  const count = Math.max(1, precision);
  const { exponent } = roundSignificant(value, count);
  return exponent >= -4 && exponent < count
    ? formatDecimal(value, count - 1 - exponent)
    : formatScientific(value, count - 1);
}
