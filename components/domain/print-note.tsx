"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { formatAbsoluteTime } from "@/components/domain/format-time";
import { useTimeZones } from "@/components/domain/time-zones";

/** Only in print: the URL, the time of printing, and the time zone. */
export function PrintNote() {
  const { selected } = useTimeZones();
  const [printed, setPrinted] = useState<{ from: string; at: number } | null>(null);
  useEffect(() => {
    const note = () => setPrinted({ from: window.location.href, at: Date.now() });
    note();
    // The browser prints what is rendered when the listener returns.
    const noteSynchronously = () => flushSync(note);
    window.addEventListener("beforeprint", noteSynchronously);
    return () => window.removeEventListener("beforeprint", noteSynchronously);
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
