"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { Time } from "@/components/domain/time";

const countdownThresholdMs = 2 * 60_000;

/** A future time. Less than two minutes away, it is shown as a countdown in seconds, otherwise like every other time. */
export function Countdown({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now());
  const msLeft = Date.parse(at) - now;
  const isNear = msLeft < countdownThresholdMs;
  useEffect(() => {
    // If the time is not near, the next update is due when the countdown starts; at most a day, because timers are limited to 24 days.
    const wait = isNear ? 1_000 : Math.min(Date.parse(at) - Date.now() - countdownThresholdMs, 86_400_000);
    const timer = setInterval(() => setNow(Date.now()), Math.max(1_000, wait));
    return () => clearInterval(timer);
  }, [at, isNear]);
  if (!isNear) return <Time iso={at} />;
  return (
    <time dateTime={at} suppressHydrationWarning className="whitespace-nowrap">
      {msLeft <= 0 ? "due now" : `in ${formatDuration(Math.ceil(msLeft / 1_000))}`}
    </time>
  );
}
