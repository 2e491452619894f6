import { ClojureError } from "./errors";
import { Instant } from "./values";

const msPerDay = 86_400_000;
const instantPattern =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?)?)?)?(?:Z|([+-])(\d\d):(\d\d))?$/;
const datePattern = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/;

/** The start of a day as milliseconds since 1970; null if there is no such day, such as February 30. */
function startOfDay(year: number, month: number, day: number): number | null {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() : null;
}

/** Reads the text of an `#inst` literal (RFC 3339; parts may be missing at the end). @throws ClojureError "syntax" */
export function readInstant(text: string): Instant {
  const match = instantPattern.exec(text);
  if (!match) throw new ClojureError("syntax", `"${text.slice(0, 40)}" is not a time such as 2026-02-14.`);
  const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0", fraction = "0"] = match;
  const [, , , , , , , , sign, offsetHours = "0", offsetMinutes = "0"] = match;
  const start = startOfDay(Number(year), Number(month), Number(day));
  if (start === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw new ClojureError("syntax", `"${text}" is not a valid time.`);
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return new Instant(
    start + minutes * 60_000 + Number(second) * 1_000 + Math.floor(Number(`0.${fraction}`) * 1_000),
  );
}

/**
 * The number of days from 1970-01-01 to a date. The date of a text such as 2026-02-14 or 2026-02-14T18:44:19Z is the one written in it;
 * the date of an Instant is its day in UTC.
 *
 * @throws ClojureError "type" if the text does not start with a date
 */
export function dayNumberOf(date: string | Instant): number {
  if (date instanceof Instant) return Math.floor(date.ms / msPerDay);
  const [, year, month, day] = datePattern.exec(date) ?? [];
  const start = year === undefined ? null : startOfDay(Number(year), Number(month), Number(day));
  if (start !== null) return start / msPerDay;
  throw new ClojureError("type", `"${date.slice(0, 40)}" is not a date such as 2026-02-14.`);
}
