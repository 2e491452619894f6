"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { formatAbsoluteTime } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";

/** Only on paper: where this was printed from, when, and in which zone its times are. */
export function PrintNote() {
  const { shown } = useTimeZones();
  const [printed, setPrinted] = useState<{ from: string; at: number } | null>(null);
  useEffect(() => {
    const note = () => setPrinted({ from: window.location.href, at: Date.now() });
    note();
    // What is printed is what is there when the listener returns.
    const noteAtOnce = () => flushSync(note);
    window.addEventListener("beforeprint", noteAtOnce);
    return () => window.removeEventListener("beforeprint", noteAtOnce);
  }, []);
  return (
    <p className="hidden text-xs print:block">
      {printed && (
        <>
          Hookledger, printed {formatAbsoluteTime(printed.at, shown)} from{" "}
          <span className="wrap-anywhere">{printed.from}</span>.{" "}
        </>
      )}
      Times are in the zone {shown}.
    </p>
  );
}
