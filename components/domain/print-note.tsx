"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { formatAbsoluteTime } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";

/** Shown only in print: the URL, the time of printing and the time zone. */
export function PrintNote() {
  const { selected } = useTimeZones();
  const [printed, setPrinted] = useState<{ from: string; at: number } | null>(null);
  useEffect(() => {
    const updatePrinted = () => setPrinted({ from: window.location.href, at: Date.now() });
    updatePrinted();
    // The browser prints the page as it is when the listener returns, so React must render before that.
    const updateSynchronously = () => flushSync(updatePrinted);
    window.addEventListener("beforeprint", updateSynchronously);
    return () => window.removeEventListener("beforeprint", updateSynchronously);
  }, []);
  return (
    <p className="hidden text-xs print:block">
      {printed && (
        <>
          Hookledger, printed {formatAbsoluteTime(printed.at, selected)} from{" "}
          <span className="wrap-anywhere">{printed.from}</span>.{" "}
        </>
      )}
      All times in {selected}.
    </p>
  );
}
