import { findLast } from "@/components/cursor-list/periods";
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
  const evening = findLast("18:00", { now, timeZone });
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
