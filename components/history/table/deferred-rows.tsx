"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { Button } from "@/components/ui/button";

/** Deliveries newer than this one wait until somebody asks for them; null: none wait. */
const Pinned = createContext<string | null>(null);

/**
 * Keeps what came after the page was opened behind "3 new", so that nothing moves under pointer or focus. Trace IDs
 * are UUIDv7: their order is the order of creation.
 * @param traceIds of all rows, newest first.
 * @param status stands in one line with it.
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
  const [pinned, setPinned] = useState(traceIds[0] ?? null);
  const waiting = pinned === null ? 0 : traceIds.filter((traceId) => traceId > pinned).length;
  return (
    <Pinned value={pinned}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {status}
        <div role="status">
          {waiting > 0 && (
            <Button variant="outline" size="sm" onClick={() => setPinned(traceIds[0] ?? null)}>
              {waiting} new
            </Button>
          )}
        </div>
      </div>
      {children}
    </Pinned>
  );
}

/** The rows of one delivery, left out while they wait. */
export function DeferredGroup({ traceId, children }: { traceId: string; children: ReactNode }) {
  const pinned = useContext(Pinned);
  return pinned !== null && traceId > pinned ? null : children;
}
