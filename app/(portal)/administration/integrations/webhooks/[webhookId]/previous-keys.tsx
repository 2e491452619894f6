"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { Time } from "@/components/domain/time";

/** How long each previous key still signs, newest first. */
export function PreviousKeys({ ends }: { ends: readonly string[] }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {ends.map((end, index) => {
        const left = Math.ceil((Date.parse(end) - now) / 1_000);
        const key = index === 0 ? "A previous key" : "An older previous key";
        return (
          <span key={end} className="block">
            {left <= 0 ? (
              `${key} has expired.`
            ) : (
              <>
                {key} also signs for{" "}
                <strong className="font-semibold whitespace-nowrap" suppressHydrationWarning>
                  {formatDuration(left)}
                </strong>{" "}
                more (until <Time iso={end} />
                ).
              </>
            )}
          </span>
        );
      })}
    </>
  );
}
