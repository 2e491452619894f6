"use client";

import { useEffect, useState } from "react";
import { formatDuration } from "@/components/domain/format-time";
import { Time } from "@/components/domain/time";

/** The overlaps of replaced keys counting down, the one replaced last first: each signs too until its end. */
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
        const key = index === 0 ? "The previous key" : `The key ${index + 1} rotations ago`;
        return (
          <span key={end} className="block">
            {left <= 0 ? (
              `${key} has ended and signs no more.`
            ) : (
              <>
                {key} signs too for{" "}
                <strong className="font-semibold whitespace-nowrap" suppressHydrationWarning>
                  {formatDuration(left)}
                </strong>{" "}
                more (ends <Time iso={end} />
                ).
              </>
            )}
          </span>
        );
      })}
    </>
  );
}
