import { formatDuration } from "@/components/domain/format-time";

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
