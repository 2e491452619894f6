import { formatDuration } from "@/components/domain/format-time";

/** One attempt of the plan: how long after the first it is made, in seconds. */
export interface PlannedAttempt {
  /** 0 for the first try. */
  number: number;
  afterSeconds: number;
}

/**
 * When the attempts of an event would be made that fail every time. Null while a typed delay is not a number of
 * seconds yet. Jitter (up to a tenth more) and the time that attempts take are left out.
 */
export function plannedAttempts(delays: readonly string[]): PlannedAttempt[] | null {
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
 * "14:02"; with seconds when another attempt falls into the same minute, with the day when it is not that of `now`.
 * Times in ms since the epoch.
 */
export function clockText(at: number, now: number, timeZone: string, withSeconds: boolean): string {
  const day = (time: number) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(time);
  return new Intl.DateTimeFormat("en-GB", {
    ...(day(at) === day(now) ? {} : { weekday: "short" }),
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" } : {}),
    timeZone,
  }).format(at);
}

/** Seconds to wait after each failed attempt, by the preset's name. */
export type RetryPresets = Readonly<Record<string, readonly number[]>>;

/** The name of the preset that these typed delays are, or "custom". */
export function presetOf(delays: readonly string[], presets: RetryPresets): string {
  const same = (preset: readonly number[]) =>
    preset.length === delays.length && preset.every((delay, index) => delay === Number(delays[index]));
  return Object.keys(presets).find((name) => same(presets[name] ?? [])) ?? "custom";
}

/** The policy in a sentence: how often, and after what time it gives up. */
export function retrySummary(delays: readonly string[]): string {
  if (delays.length === 0) return "Sent once. If that fails, the webhook is paused at once.";
  const total = delays.reduce((sum, delay) => sum + Number(delay), 0);
  const times = delays.length === 1 ? "1 more time" : `up to ${delays.length} more times`;
  const over = Number.isFinite(total) ? ` over ${formatDuration(Math.round(total))}` : "";
  return `Sent at once, then ${times}${over}. If all fail, the webhook is paused.`;
}
