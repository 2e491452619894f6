/** The value of an `<input type="datetime-local">` for this time, to the minute, in a zone (an IANA name). */
export function formatInputTime(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "" : new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** Whether a time starts or ends a period. If the time can mean two instants, the one that makes the period longer is used. */
export type PeriodBoundary = "from" | "to";

/**
 * The inverse of formatInputTime, as ISO 8601 in UTC; empty for an invalid time. A time that names a zone is read in that zone.
 * When clocks are set back, an hour of local times exists twice; when they are set forward, an hour does not exist. A time in
 * either hour can mean two instants: the start of a period is the earlier one and its end the later one, so that no row is left
 * out.
 */
export function parseInputTime(text: string, timeZone: string, boundary: PeriodBoundary): string {
  if (!isInputTime(text)) return Number.isNaN(Date.parse(text)) ? "" : new Date(text).toISOString();
  const localTimeAsUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(localTimeAsUtc)) return "";
  // No zone is more than 14 hours from UTC, and none changes its clocks twice within two days.
  const candidates = [localTimeAsUtc - dayMs, localTimeAsUtc + dayMs].map(
    (at) => localTimeAsUtc - offsetAt(at, timeZone),
  );
  const matching = candidates.filter((at) => at + offsetAt(at, timeZone) === localTimeAsUtc);
  const possible = matching.length > 0 ? matching : candidates;
  return new Date(boundary === "from" ? Math.min(...possible) : Math.max(...possible)).toISOString();
}

const dayMs = 86_400_000;

/** Whether the string is the value of a `datetime-local` input, which has no zone. */
export function isInputTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
}

/** The offset of a zone from UTC at a time, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const [year, month, day, hour, minute, second] = ["year", "month", "day", "hour", "minute", "second"].map(
    (type) => Number(parts.find((part) => part.type === type)?.value),
  ) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
