import { formatDuration } from "@/components/domain/format-time";

/** An attempt and its delay after the first attempt, in seconds. */
export interface PlannedAttempt {
  /** 0 for the first attempt. */
  number: number;
  afterSeconds: number;
}

/**
 * The attempts of a delivery that fails every time. Null while a typed delay is not a positive whole number. Jitter (up
 * to 10%) and the duration of the attempts are not included.
 */
export function planAttempts(delays: readonly string[]): PlannedAttempt[] | null {
  const plan: PlannedAttempt[] = [{ number: 0, afterSeconds: 0 }];
  let afterSeconds = 0;
  for (const [index, typed] of delays.entries()) {
    const delay = Number(typed);
    if (typed.trim() === "" || !Number.isInteger(delay) || delay < 1) return null;
    afterSeconds += delay;
    plan.push({ number: index + 1, afterSeconds });
  }
  return plan;
}

/**
 * Formats a time as "14:02", with seconds if requested, and with the weekday if it is not on the same day as `now`.
 * Times are in ms since the epoch.
 */
export function formatClockTime(at: number, now: number, timeZone: string, withSeconds: boolean): string {
  const formatDay = (time: number) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(time);
  return new Intl.DateTimeFormat("en-GB", {
    ...(formatDay(at) === formatDay(now) ? {} : { weekday: "short" }),
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" } : {}),
    timeZone,
  }).format(at);
}

/** Seconds to wait after each failed attempt, by the preset's name. */
export type RetryPresets = Readonly<Record<string, readonly number[]>>;

/** The name of the preset with these delays, or "custom". */
export function findPresetName(delays: readonly string[], presets: RetryPresets): string {
  const matchesDelays = (preset: readonly number[]) =>
    preset.length === delays.length && preset.every((delay, index) => delay === Number(delays[index]));
  return Object.keys(presets).find((name) => matchesDelays(presets[name] ?? [])) ?? "custom";
}

/** Describes how often a delivery is retried, and over what time. */
export function describeRetries(delays: readonly string[]): string {
  if (delays.length === 0) return "Sent once, without retries.";
  const total = delays.reduce((sum, delay) => sum + Number(delay), 0);
  const [retries, preposition] =
    delays.length === 1 ? ["1 retry", "after"] : [`up to ${delays.length} retries`, "over"];
  const duration = Number.isFinite(total) ? ` ${preposition} ${formatDuration(Math.round(total))}` : "";
  return `Sent immediately, then ${retries}${duration}.`;
}
