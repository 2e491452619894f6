"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { addSample, estimateSecondsLeft, type ProgressSample } from "./time-left-estimate";

/** The estimated time until a running job is done, from the progress that this page has observed. */
export function TimeLeft({ done, total, rate }: { done: number; total: number; rate: number }) {
  const [samples, setSamples] = useState<ProgressSample[]>([]);
  useEffect(() => {
    const at = Date.now();
    setSamples((previous) => addSample(previous, { at, done }));
  }, [done]);
  const seconds = estimateSecondsLeft(Math.max(0, total - done), rate, samples);
  return <span className="whitespace-nowrap">{formatDuration(Math.max(1, seconds))}</span>;
}
