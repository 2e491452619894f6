"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { Time } from "@/components/domain/time";

/** How long each previous key is still valid, newest key first. */
export function PreviousKeys({ ends }: { ends: readonly string[] }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {ends.map((end, index) => {
        const secondsLeft = Math.ceil((Date.parse(end) - now) / 1_000);
        const keyLabel = index === 0 ? "A previous key" : "An older previous key";
        return (
          <span key={end} className="block">
            {secondsLeft <= 0 ? (
              `${keyLabel} has expired.`
            ) : (
              <>
                {keyLabel} is still valid for{" "}
                <strong className="font-semibold whitespace-nowrap" suppressHydrationWarning>
                  {formatDuration(secondsLeft)}
                </strong>{" "}
                (expires <Time iso={end} />
                ).
              </>
            )}
          </span>
        );
      })}
    </>
  );
}
