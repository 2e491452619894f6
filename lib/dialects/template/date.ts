import { describeValue, isBlank, isNumber, toDecimal } from "./numbers";
import { formatTime, type Moment } from "./strftime";

const isoDatePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const americanDatePattern = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
/** "Sat, 14 Feb 2026 18:44:19 GMT" and "February 14, 2026 6:44 PM" */
const writtenDatePattern =
  /^(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})\s+([a-z]{3,9})|([a-z]{3,9})\.?\s+(\d{1,2})),?\s+(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/i;
const maxLength = 100;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The filter `date`. The time zone is the one in the text, or UTC. Unlike in liquidjs, it is never the machine's, so that the same event
 * gives the same output everywhere. A day that does not exist, such as 30 February, is an error; JavaScript would make it 2 March.
 */
export function formatDate(value: unknown, format: unknown, zone?: unknown): unknown {
  if (value === "now" || value === "today")
    throw new Error('"now" and "today" are not available: an event must always give the same output');
  if (isBlank(format)) throw new Error('the filter "date" needs a format, such as date: "%Y-%m-%d"');
  const moment = isBlank(value) ? null : convertToZone(parseMoment(value), zone);
  const text = formatTime(moment, String(format));
  return moment ? text : value;
}

function parseMoment(value: unknown): Moment {
  const text = String(value);
  if (text.length > maxLength) throw invalidDateError(value);
  if (isNumber(value) || /^\d+$/.test(text)) {
    const at = toDecimal(value).times(1_000).toNumber();
    return toValidMoment(at, value, 0);
  }
  if (typeof value === "string") {
    const moment =
      parseIso(isoDatePattern.exec(text)) ??
      parseAmerican(americanDatePattern.exec(text)) ??
      parseWritten(writtenDatePattern.exec(text));
    if (moment) return toValidMoment(moment[0], value, moment[1]);
  }
  throw invalidDateError(value);
}

type ParsedDate = [at: number, offset: number] | null;

function parseIso(found: RegExpExecArray | null): ParsedDate {
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return [toUtcMs([year, month, day, hour, minute, second], fraction), parseOffset(zone)];
}

function parseAmerican(found: RegExpExecArray | null): ParsedDate {
  return found && [toUtcMs([found[3], found[1], found[2]]), 0];
}

function parseWritten(found: RegExpExecArray | null): ParsedDate {
  if (!found) return null;
  const [, dayFirst, monthSecond, monthFirst, daySecond, year, hour, minute, second, amPm, zone] = found;
  const month = months.indexOf((monthSecond ?? monthFirst ?? "").slice(0, 3).toLowerCase()) + 1;
  const hour24 = amPm === undefined ? hour : String((Number(hour) % 12) + (/p/i.test(amPm) ? 12 : 0));
  return [toUtcMs([year, String(month), dayFirst ?? daySecond, hour24, minute, second]), parseOffset(zone)];
}

/** Returns ms since 1970; NaN if a part is out of range, as in 30 February. */
function toUtcMs(parts: (string | undefined)[], fraction = "0"): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  at.setUTCHours(hour, minute, second, Number(fraction.padEnd(3, "0").slice(0, 3)));
  const isUnchanged =
    at.getUTCMonth() === month - 1 &&
    at.getUTCDate() === day &&
    at.getUTCHours() === hour &&
    at.getUTCMinutes() === minute &&
    at.getUTCSeconds() === second;
  return isUnchanged ? at.getTime() : Number.NaN;
}

function parseOffset(zone: string | undefined): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return Number(found[3]) < 60 && minutes < 1_440 ? (found[1] === "-" ? -minutes : minutes) : Number.NaN;
}

/** @param at the local time in the text, as if it were UTC, in ms since 1970; `offset` is in minutes east of UTC */
function toValidMoment(at: number, value: unknown, offset: number): Moment {
  const moment = at - offset * 60_000;
  if (Number.isNaN(new Date(moment).getTime()) || new Date(moment).getUTCFullYear() > 9_999)
    throw invalidDateError(value);
  return { at: moment, offset, zone: offset === 0 ? "UTC" : "" };
}

function invalidDateError(value: unknown): Error {
  return new Error(
    `${describeValue(value)} is not a date. Send a date such as 2026-02-14 or 2026-02-14T18:44:19Z`,
  );
}

/** @param zone minutes west of UTC, as in JavaScript, or a name such as "America/Chicago"; if left out, the zone in the text. */
function convertToZone(moment: Moment, zone: unknown): Moment {
  if (isBlank(zone)) return moment;
  if (isNumber(zone)) return { ...moment, offset: -toDecimal(zone).toNumber(), zone: "" };
  const timeZone = String(zone);
  try {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const parts = Object.fromEntries(clock.formatToParts(moment.at).map(({ type, value }) => [type, value]));
    const { year, month, day, hour, minute, second } = parts;
    const shownAt = toUtcMs([year, month, day, hour, minute, second]);
    return { at: moment.at, offset: Math.round((shownAt - moment.at) / 60_000), zone: timeZone };
  } catch {
    throw new Error(`unknown time zone ${describeValue(zone)}. Use a name such as "America/Chicago"`);
  }
}
