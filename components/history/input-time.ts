/** The text that `<input type="datetime-local">` has for this time, to the minute, in a zone (an IANA name). */
export function toInputTime(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? "" : new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

/** The other way round, as ISO 8601 in UTC; empty for what is no time. A text that names its zone keeps it. */
export function fromInputTime(text: string, timeZone: string): string {
  if (!isInputTime(text)) return Number.isNaN(Date.parse(text)) ? "" : new Date(text).toISOString();
  const digits = Date.parse(`${text}Z`);
  if (Number.isNaN(digits)) return "";
  // Twice, since the offset at a time is known only when the time is (a day when clocks change).
  const near = digits - offsetAt(digits, timeZone);
  return new Date(digits - offsetAt(near, timeZone)).toISOString();
}

/** Whether it is written as such an input writes it: without a zone. */
export function isInputTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
}

/** How far a zone's clocks are ahead of UTC at a time, in milliseconds. */
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
