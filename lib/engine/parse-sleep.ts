import { currentTimeMs } from "../clock";

const msByUnit = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
const durationPattern = /^(?:\d+[wdhms])+$/;

/**
 * Parses when a sleep ends. SDK 4 puts it into the op's `name`: an ISO 8601 time (`step.sleepUntil`) or a duration like
 * "1h30m" counted from `now` (`step.sleep`; "" when it ends at once). Throws on anything else.
 */
export function parseSleep(name: string, now = currentTimeMs()): Date {
  if (name === "") return new Date(now);
  if (durationPattern.test(name)) {
    const parts = [...name.matchAll(/(\d+)([wdhms])/g)];
    return new Date(
      parts.reduce(
        (sum, [, count, unit]) => sum + Number(count) * msByUnit[unit as keyof typeof msByUnit],
        now,
      ),
    );
  }
  const until = new Date(name);
  if (Number.isNaN(until.getTime()))
    throw new Error(`the sleep "${name}" is neither a duration nor an ISO 8601 time`);
  return until;
}
