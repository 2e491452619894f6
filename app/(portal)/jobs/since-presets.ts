import { formatInputTime, parseInputTime } from "@/components/cursor-list/input-time";
import { zoneLabel } from "@/components/domain/format-time";
import type { SincePreset } from "@/lib/jobs/recovery/schema";

interface Preset {
  value: SincePreset;
  label: string;
  /** ISO 8601. */
  from: string;
  isDefault: boolean;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Lists the start times that the recovery dialog offers.
 * @param now milliseconds since the epoch
 * @param timeZone the lender's time zone, as an IANA name
 * @param affectedSince when the oldest delivery affected by a pause was accepted; null if no webhook is paused
 */
export function listSincePresets({
  now,
  timeZone,
  affectedSince,
  forOneWebhook,
}: {
  now: number;
  timeZone: string;
  affectedSince: Date | null;
  forOneWebhook: boolean;
}): Preset[] {
  const ago = (ms: number) => new Date(now - ms).toISOString();
  const evening = findEvening(now, timeZone);
  return [
    ...(affectedSince
      ? [
          {
            value: "paused" as const,
            label: forOneWebhook ? "Since the webhook began to fail" : "Since a webhook began to fail",
            from: affectedSince.toISOString(),
            isDefault: true,
          },
        ]
      : []),
    { value: "hour", label: "In the last hour", from: ago(hourMs), isDefault: false },
    {
      value: "evening",
      label: `Since 18:00 ${evening.day} (${zoneLabel(timeZone)})`,
      from: evening.from,
      isDefault: false,
    },
    { value: "day", label: "In the last 24 hours", from: ago(dayMs), isDefault: affectedSince === null },
  ];
}

/** Finds the last 18:00 in a time zone: today's or, before 18:00, yesterday's. */
function findEvening(now: number, timeZone: string): { day: "today" | "yesterday"; from: string } {
  const today = formatInputTime(new Date(now).toISOString(), timeZone).slice(0, 10);
  const at = (date: string) => parseInputTime(`${date}T18:00`, timeZone, "from");
  if (Date.parse(at(today)) <= now) return { day: "today", from: at(today) };
  // Subtracts a day in UTC, where a clock change cannot lead to the wrong date.
  const yesterday = new Date(Date.parse(`${today}T12:00:00Z`) - dayMs).toISOString().slice(0, 10);
  return { day: "yesterday", from: at(yesterday) };
}
