"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";

/** Deliveries newer than this trace ID are hidden; null hides none. */
const NewestVisibleTraceIdContext = createContext<string | null>(null);

/**
 * Hides rows that arrived after the page was opened; a button such as "3 new" shows them. So nothing moves under the pointer or
 * the focus by itself. Trace IDs are UUIDv7: they sort by creation.
 * @param traceIds of all rows, newest first.
 * @param status is rendered beside the button.
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
  const [pinnedTraceId, setPinned] = useState(traceIds[0] ?? null);
  const hidden = pinnedTraceId === null ? 0 : traceIds.filter((traceId) => traceId > pinnedTraceId).length;
  return (
    <NewestVisibleTraceIdContext value={pinnedTraceId}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {status}
        <div role="status">
          {hidden > 0 && (
            <Button variant="outline" size="sm" onClick={() => setPinned(traceIds[0] ?? null)}>
              {hidden} new
            </Button>
          )}
        </div>
      </div>
      {children}
    </NewestVisibleTraceIdContext>
  );
}

/** Which of these trace IDs have visible rows. */
export function useVisibleTraceIds(traceIds: readonly string[]): string[] {
  const pinned = useContext(NewestVisibleTraceIdContext);
  return traceIds.filter((traceId) => pinned === null || traceId <= pinned);
}

/** The rows of one delivery; nothing while they are hidden. */
export function DeferredGroup({ traceId, children }: { traceId: string; children: ReactNode }) {
  const pinned = useContext(NewestVisibleTraceIdContext);
  return pinned !== null && traceId > pinned ? null : children;
}
