"use client";

import { useEffect, useState } from "react";
import { formatDuration, zoneLabel } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";
import { cn } from "@/components/ui/cn";
import { clockText, plannedAttempts } from "./retry-times";

/** The retry delays as real clock times: what would happen to an event of now if the receiver failed every time. */
export function RetryPlan({ delays }: { delays: readonly string[] }) {
  const { shown: zone } = useTimeZones();
  // The server's clock and zone are not the reader's: times appear once the page lives in the browser.
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const plan = plannedAttempts(delays);
  if (!plan) {
    return <p className="text-xs text-muted-foreground">Give each delay in seconds to see the times.</p>;
  }
  const withSeconds = delays.some((delay) => Number(delay) % 60 !== 0);
  const last = plan.length - 1;
  return (
    <figure className="grid gap-2 rounded-md border bg-muted/40 px-4 py-3">
      <figcaption className="text-xs text-muted-foreground">
        If an event happened now and the receiver failed every time ({zoneLabel(zone)}):
      </figcaption>
      <ol className="flex flex-wrap gap-y-3">
        {plan.map(({ number, afterSeconds }) => (
          <li key={number} className="grid min-w-20 grow content-start gap-1">
            <span aria-hidden className="flex items-center">
              <span
                className={cn(
                  "size-2.5 shrink-0 rounded-full border-2 border-primary",
                  number === 0 ? "bg-primary" : "bg-card",
                )}
              />
              <span className={cn("h-0.5 grow bg-primary/40", number === last && "bg-transparent")} />
            </span>
            <span className="pr-2 font-medium whitespace-nowrap">
              {now === null ? "…" : clockText(now + afterSeconds * 1_000, now, zone, withSeconds)}
            </span>
            <span className="pr-2 text-xs text-muted-foreground">
              {number === 0
                ? "first try"
                : `retry ${number}, after ${formatDuration(Number(delays[number - 1]))}`}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-xs text-muted-foreground">
        Then the delivery has failed and the webhook is paused. Each delay may last up to a tenth longer.
      </p>
    </figure>
  );
}
