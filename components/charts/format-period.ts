/** Formats the start of a period as an axis label: "14:00", or "Sat 21, 14:00" with the day. */
export function formatTick(iso: string, timeZone: string, withDay: boolean): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...(withDay ? { weekday: "short", day: "numeric" } : {}),
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  }).format(Date.parse(iso));
}

const dayMs = 86_400_000;

/** Formats a whole period: "Sat 21 Nov, 14:00 to 15:00", or of a day "Sat 21 Nov, 00:00 to Sun 22 Nov, 00:00". */
export function formatPeriod({ from, to }: { from: string; to: string }, timeZone: string): string {
  const isWholeDay = Date.parse(to) - Date.parse(from) >= dayMs;
  const end = isWholeDay ? `${formatDay(to, timeZone)}, ` : "";
  return `${formatDay(from, timeZone)}, ${formatTick(from, timeZone, false)} to ${end}${formatTick(to, timeZone, false)}`;
}

function formatDay(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone,
  }).format(Date.parse(iso));
}
