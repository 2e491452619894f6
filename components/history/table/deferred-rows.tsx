"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";

/** Deliveries newer than this trace ID are hidden; null hides none. */
const NewestVisibleTraceIdContext = createContext<string | null>(null);

/**
 * Hides rows that arrived after the page was opened, so that no row moves under the pointer or the focus; a button such as "3 new" shows
 * them. Trace IDs are UUIDv7, which sort by creation time.
 * @param traceIds the trace IDs of all rows, newest first
 * @param status what is rendered beside the button
 */
export function DeferredRows({
  traceIds,
  status,
  children,
}: {
  traceIds: readonly string[];
  status: ReactNode;
  children: ReactNode;
}) {
  const [pinnedTraceId, setPinnedTraceId] = useState(traceIds[0] ?? null);
  const hiddenCount =
    pinnedTraceId === null ? 0 : traceIds.filter((traceId) => traceId > pinnedTraceId).length;
  return (
    <NewestVisibleTraceIdContext value={pinnedTraceId}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {status}
        <div role="status">
          {hiddenCount > 0 && (
            <Button variant="outline" size="sm" onClick={() => setPinnedTraceId(traceIds[0] ?? null)}>
              {hiddenCount} new
            </Button>
          )}
        </div>
      </div>
      {children}
    </NewestVisibleTraceIdContext>
  );
}

/** Returns the trace IDs whose rows are visible. */
export function useVisibleTraceIds(traceIds: readonly string[]): string[] {
  const pinnedTraceId = useContext(NewestVisibleTraceIdContext);
  return traceIds.filter((traceId) => pinnedTraceId === null || traceId <= pinnedTraceId);
}

/** Renders the rows of one delivery, but not if the delivery is newer than the newest visible one. */
export function DeferredGroup({ traceId, children }: { traceId: string; children: ReactNode }) {
  const pinnedTraceId = useContext(NewestVisibleTraceIdContext);
  return pinnedTraceId !== null && traceId > pinnedTraceId ? null : children;
}
