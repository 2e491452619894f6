"use client";

import { useEffect, useState } from "react";
import { durationText } from "@/components/ui/format-time";
import { Time } from "@/components/ui/time";

/** The overlap of two keys counting down: both sign until then. */
export function OverlapCountdown({ until, signatureHeader }: { until: string; signatureHeader: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil((Date.parse(until) - now) / 1_000);
  if (left <= 0) return <>The previous key has ended; only the new one signs.</>;
  return (
    <>
      The previous key signs too, in <code className="font-mono">{signatureHeader}-Previous</code>, for{" "}
      <strong className="font-semibold whitespace-nowrap" suppressHydrationWarning>
        {durationText(left)}
      </strong>{" "}
      more (ends <Time iso={until} />
      ).
    </>
  );
}
