const relativeTimeUnits: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago", "in 2 hours"; under a minute "just now" or "in a moment". Times in ms since the epoch. */
export function formatRelativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000);
  const unit = relativeTimeUnits.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return seconds > 0 ? "in a moment" : "just now";
  return relativeFormat.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** Keeps one format per zone, because creating a format takes longer than rendering the rest of a row. */
const absoluteFormatByZone = new Map<string | undefined, Intl.DateTimeFormat>();

/** "21 Nov 2026, 14:05:09 UTC": to the second, with the name of the zone (an IANA name; by default this machine's). */
export function formatAbsoluteTime(at: number, timeZone?: string): string {
  const format =
    absoluteFormatByZone.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      day: "2-digit",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
      timeZone,
    });
  absoluteFormatByZone.set(timeZone, format);
  return format.format(at);
}

/** "21 Nov 2026, 14:05 UTC": to the minute, otherwise like formatAbsoluteTime. */
export function formatMinute(at: number, timeZone?: string): string {
  return formatAbsoluteTime(at, timeZone).replace(/(?<=\d\d:\d\d):\d\d/, "");
}

/** "14:05:09": the time of the day, to the second. */
export function formatClock(at: number, timeZone?: string): string {
  return /\d\d:\d\d:\d\d/.exec(formatAbsoluteTime(at, timeZone))?.[0] ?? "";
}

/** "America/New_York" becomes "New York time"; UTC stays "UTC". */
export function zoneLabel(timeZone: string): string {
  const place = timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return timeZone === "UTC" || timeZone === "Etc/UTC" ? "UTC" : `${place} time`;
}

/** A duration in seconds: 90 is "1 min 30 s", 14400 is "4 h". */
export function formatDuration(seconds: number): string {
  const parts: [string, number][] = [
    ["d", Math.floor(seconds / 86_400)],
    ["h", Math.floor(seconds / 3_600) % 24],
    ["min", Math.floor(seconds / 60) % 60],
    ["s", seconds % 60],
  ];
  const nonZeroParts = parts.filter(([, count]) => count > 0).map(([unit, count]) => `${count} ${unit}`);
  return nonZeroParts.join(" ") || "0 s";
}
