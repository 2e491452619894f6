const maxRetryAfterMs = 10 * 3_600_000;
/** A comma separates two values, except the comma after the weekday of a date. */
const valueSeparator = /,\s*(?=\d+\s*(?:,|$)|(?:mon|tue|wed|thu|fri|sat|sun))/i;

/**
 * Returns how many milliseconds a Retry-After header asks to wait (RFC 9110, section 10.2.3: seconds or an HTTP date), at most ten hours.
 * An invalid value or a time in the past is 0. If there are several values (a receiver and a load balancer may each add one), the longest
 * counts.
 */
export function parseRetryAfterMs(header: string | undefined, now: Date): number {
  const values = (header ?? "").split(valueSeparator).map((value) => parseWaitMs(value.trim(), now));
  return Math.min(Math.max(0, ...values), maxRetryAfterMs);
}

function parseWaitMs(value: string, now: Date): number {
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = parseHttpDate(value);
  return Number.isNaN(at) ? 0 : at - now.getTime();
}

/**
 * Parses the three forms of HTTP dates (RFC 9110, section 5.6.7), which all begin with a weekday. Date.parse alone would take "-5" for a
 * year, and would read the asctime form, which is in UTC and names no zone, in this machine's zone.
 */
function parseHttpDate(text: string): number {
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return Number.NaN;
  return Date.parse(/(gmt|utc?|z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text} GMT`);
}
