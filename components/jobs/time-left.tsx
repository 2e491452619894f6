"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { addSample, estimateSecondsLeft, type ProgressSample } from "./time-left-estimate";

/** How long a running job still takes, by the progress that this page has seen. */
export function TimeLeft({ done, total, rate }: { done: number; total: number; rate: number }) {
  const [samples, setSamples] = useState<ProgressSample[]>([]);
  useEffect(() => {
    const at = Date.now();
    setSamples((before) => addSample(before, { at, done }));
  }, [done]);
  const seconds = estimateSecondsLeft(Math.max(0, total - done), rate, samples);
  return <span className="whitespace-nowrap">{formatDuration(Math.max(1, seconds))}</span>;
}
