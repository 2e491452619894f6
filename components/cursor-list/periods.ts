import { zoneLabel } from "@/components/domain/format-time";
import { formatInputTime, parseInputTime } from "./input-time";

/** The lender's clock: periods begin and end at its times, whichever zone a user's times are shown in. */
export interface LenderClock {
  /** Milliseconds since the epoch. */
  now: number;
  /** An IANA name. */
  timeZone: string;
}

/** The periods that a list offers. Any other "since-hh:mm" is valid too. */
export const offeredPeriods = ["last-hour", "since-18:00", "today", "yesterday"] as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const minuteMs = 60_000;

/** Returns the times between which a period lies, in ISO 8601; null for an unknown period. Without `to`, it lasts until now. */
export function resolvePeriod(
  period: string,
  { now, timeZone }: LenderClock,
): { from: string; to?: string } | null {
  const midnight = (daysAgo: number) =>
    parseInputTime(`${findDate({ now, timeZone }, daysAgo)}T00:00`, timeZone, "from");
  if (period === "last-hour")
    return { from: new Date(Math.floor((now - hourMs) / minuteMs) * minuteMs).toISOString() };
  if (period === "today") return { from: midnight(0) };
  if (period === "yesterday") return { from: midnight(1), to: midnight(0) };
  const clockTime = readClockTime(period);
  return clockTime === null ? null : { from: findLast(clockTime, { now, timeZone }).from };
}

/** "Last hour", "Since 18:00": the name of a period, without the zone. */
export function periodLabel(period: string): string {
  const clockTime = readClockTime(period);
  if (clockTime !== null) return `Since ${clockTime}`;
  return { "last-hour": "Last hour", today: "Today", yesterday: "Yesterday" }[period] ?? period;
}

/** What a period means now: "Since 18:00 yesterday (New York time)". */
export function describePeriod(period: string, clock: LenderClock): string {
  const clockTime = readClockTime(period);
  const day = clockTime === null ? "" : ` ${findLast(clockTime, clock).day}`;
  return `${periodLabel(period)}${day} (${zoneLabel(clock.timeZone)})`;
}

/** Finds the last time at which the lender's clocks showed `clockTime` ("18:00"): today's or, before it, yesterday's. */
export function findLast(
  clockTime: string,
  clock: LenderClock,
): { day: "today" | "yesterday"; from: string } {
  const at = (daysAgo: number) =>
    parseInputTime(`${findDate(clock, daysAgo)}T${clockTime}`, clock.timeZone, "from");
  const today = at(0);
  return Date.parse(today) <= clock.now ? { day: "today", from: today } : { day: "yesterday", from: at(1) };
}

function readClockTime(period: string): string | null {
  return /^since-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(period)?.[1] ?? null;
}

/** The date in the lender's zone, `daysAgo` days before today. Subtracts in UTC, where a clock change cannot lead to a wrong date. */
function findDate({ now, timeZone }: LenderClock, daysAgo: number): string {
  const today = formatInputTime(new Date(now).toISOString(), timeZone).slice(0, 10);
  return new Date(Date.parse(`${today}T12:00:00Z`) - daysAgo * dayMs).toISOString().slice(0, 10);
}
