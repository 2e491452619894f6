"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";
import { arrangeRows } from "./arrange-rows";

/** The trace IDs of the visible rows, in their order; null outside of DeferredRows. */
const VisibleTraceIdsContext = createContext<readonly string[] | null>(null);

/**
 * Keeps rows in place that were there when the page was opened, so that none moves under the pointer or the focus; a button such as "3 new"
 * shows the others.
 * @param traceIds the trace IDs of all rows, in their order
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
  const [pinned, setPinned] = useState(traceIds);
  const { visible, hiddenCount } = arrangeRows(pinned, traceIds);
  return (
    <VisibleTraceIdsContext value={visible}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {status}
        <div role="status">
          {hiddenCount > 0 && (
            <Button variant="outline" size="sm" onClick={() => setPinned(traceIds)}>
              {hiddenCount} new
            </Button>
          )}
        </div>
      </div>
      {children}
    </VisibleTraceIdsContext>
  );
}

/** Returns the trace IDs whose rows are visible, in the order of the rows. */
export function useVisibleTraceIds(traceIds: readonly string[]): readonly string[] {
  return useContext(VisibleTraceIdsContext) ?? traceIds;
}

/** Renders the rows of one delivery, if they are visible. */
export function DeferredGroup({ traceId, children }: { traceId: string; children: ReactNode }) {
  const visible = useContext(VisibleTraceIdsContext);
  return visible === null || visible.includes(traceId) ? children : null;
}
