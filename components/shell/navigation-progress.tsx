"use client";

import { useEffect, useOptimistic, useState } from "react";

/** Faster navigations show nothing: a bar that only flashes would be noise. */
const delayMs = 150;

/** A bar at the top of the screen, and a word for screen readers, while a navigation takes longer than 150 ms. */
export function NavigationProgress() {
  // Set in the transition of the navigation, so React sets it back when the new page is shown, or when the navigation fails.
  const [isNavigating, setNavigating] = useOptimistic(false);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const onStart = () => setNavigating(true);
    // From instrumentation-client.ts.
    addEventListener("navigation-start", onStart);
    return () => removeEventListener("navigation-start", onStart);
  }, [setNavigating]);
  useEffect(() => {
    if (!isNavigating) return;
    const timer = setTimeout(() => setSlow(true), delayMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isNavigating]);
  return (
    <div role="status" className="print:hidden">
      {isSlow && (
        <div className="fixed inset-x-0 top-0 z-50 h-1 overflow-hidden bg-accent forced-colors:bg-[Canvas]">
          <div className="loading-bar h-full w-1/3 bg-primary motion-reduce:w-full forced-colors:bg-[Highlight]" />
          <span className="sr-only">Loading…</span>
        </div>
      )}
    </div>
  );
}
