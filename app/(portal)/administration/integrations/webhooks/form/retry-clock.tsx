"use client";

import { useEffect, useState } from "react";
import { formatDuration, zoneLabel } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";
import { formatClockTime, planAttempts } from "./retry-plan";

/** When each attempt would be sent if an event occurred now and every attempt failed. */
export function RetryClock({ delays }: { delays: readonly string[] }) {
  const { selected: zone } = useTimeZones();
  // The server does not know the user's clock and time zone, so times appear once the page runs in the browser.
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const plan = planAttempts(delays);
  if (!plan) {
    return <p className="text-muted-foreground">Enter each delay in seconds to see when retries are sent.</p>;
  }
  const withSeconds = delays.some((delay) => Number(delay) % 60 !== 0);
  return (
    <figure className="grid gap-1.5">
      <figcaption className="text-xs text-muted-foreground">
        If an event occurred now and every attempt failed ({zoneLabel(zone)}):
      </figcaption>
      <ol className="grid grid-cols-[auto_1fr] gap-x-3">
        {plan.map(({ number, afterSeconds }) => (
          <li key={number} className="col-span-2 grid grid-cols-subgrid items-baseline">
            <span className="font-medium whitespace-nowrap">
              {now === null ? "…" : formatClockTime(now + afterSeconds * 1_000, now, zone, withSeconds)}
            </span>{" "}
            <span className="text-xs text-muted-foreground">
              {number === 0
                ? "first attempt"
                : `retry ${number}, after ${formatDuration(Number(delays[number - 1]))}`}
            </span>
          </li>
        ))}
      </ol>
      <p className="text-xs text-muted-foreground">
        After the last retry, the delivery fails permanently. Delays may be up to 10% longer.
      </p>
    </figure>
  );
}
