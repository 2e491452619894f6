"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { arrangeRows } from "./arrange-rows";
import { useLive } from "./live-provider";
import { LiveStatus } from "./live-status";
import { useWatch } from "./live-watch";

interface Deferred {
  /** The IDs of the visible rows, in their order, and which of them no longer belong to the list. */
  visible: readonly string[];
  left: readonly string[];
  /** Visible rows that are no longer in the list or on its page, as the server last sent them. */
  kept: ReadonlyMap<string, unknown>;
}

const DeferredContext = createContext<Deferred | null>(null);

/**
 * Keeps rows in place that were there when the page was opened, so that none moves under the pointer or the focus; a button such as "3 new"
 * shows the others. Follows the rows, and says how old they are.
 * @param ids the IDs of all rows of the page, in their order
 * @param watch the kind and parameters of the list, for the route /live; null: the list cannot change
 * @param revision the revision of these rows
 * @param status what is rendered beside the button
 */
export function DeferredRows({
  ids,
  watch,
  revision,
  status,
  children,
}: {
  ids: readonly string[];
  watch: string | null;
  revision: string;
  status?: ReactNode;
  children: ReactNode;
}) {
  const router = useRouter();
  const live = useLive();
  const [pinned, setPinned] = useState(ids);
  // An empty list shows its first rows at once, and a list without rows says why it has none.
  if (pinned.length === 0 ? ids.length > 0 : ids.length === 0) setPinned(ids);
  const [kept, setKept] = useState<ReadonlyMap<string, unknown>>(new Map());
  const [waiting, setWaiting] = useState({ count: 0, hasMore: false });
  const [isLoading, startLoading] = useTransition();
  const shownRevision = useRef(revision);
  const isUnpinning = useRef(false);
  const statusLine = useRef<HTMLDivElement>(null);

  const shown = pinned.join(",");
  const name = watch && `${watch}${watch.includes("?") ? "&" : "?"}shown=${shown}`;
  useWatch(name, { revision }, (state) => {
    setWaiting({ count: state.newRows ?? 0, hasMore: state.hasMore ?? false });
    if (state.rows) setKept(new Map(state.rows.map(({ id, value }) => [id, value])));
    if (state.revision !== shownRevision.current) live?.refresh();
    shownRevision.current = state.revision;
  });

  const { hiddenCount, ...arranged } = arrangeRows(pinned, ids);
  const count = Math.max(waiting.count, hiddenCount);
  const leftCount = watch === null ? 0 : arranged.left.length;
  const label = count > 0 ? `${count}${waiting.hasMore ? "+" : ""} new` : leftCount > 0 ? "Update list" : "";

  function pinCurrent() {
    isUnpinning.current = false;
    shownRevision.current = revision;
    setPinned(ids);
    setWaiting({ count: 0, hasMore: false });
    // The button is gone.
    statusLine.current?.focus();
  }
  const onLoaded = useEffectEvent(pinCurrent);
  useEffect(() => {
    if (!isLoading && isUnpinning.current) onLoaded();
  }, [isLoading]);

  function showNew() {
    if (isLoading) return;
    // Without a watch, the component above follows the rows, so they are the newest.
    if (watch === null) return pinCurrent();
    isUnpinning.current = true;
    startLoading(() => router.refresh());
  }

  return (
    <DeferredContext value={{ ...arranged, kept }}>
      <div
        ref={statusLine}
        tabIndex={-1}
        className="flex flex-wrap items-center gap-x-4 gap-y-2 outline-none"
      >
        {status}
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          {watch && <LiveStatus />}
          {/* Its place is kept while there is nothing new, so that the rows do not move when it appears. */}
          <div role="status" className={cn(label === "" && "invisible")}>
            <Button variant="outline" size="sm" aria-disabled={isLoading} onClick={showNew}>
              {label || "0 new"}
            </Button>
          </div>
        </div>
      </div>
      {children}
      <p role="status" className="text-muted-foreground empty:hidden print:hidden">
        {leftCount === 1 && "1 row no longer belongs to this list."}
        {leftCount > 1 && `${leftCount} rows no longer belong to this list.`}
      </p>
    </DeferredContext>
  );
}

/** A row that is shown. `left`: it no longer belongs to the list, and its value is that from before it left. */
export interface VisibleRow<Value> {
  id: string;
  value: Value;
  /** Whether it is on the page as it is now. */
  current: boolean;
  left: boolean;
}

/**
 * Returns the rows that are visible, in their order: those of the page, and those that were on the page when it was opened.
 * @param rows all rows of the page as it is now
 */
export function useVisibleRows<Value>(rows: readonly { id: string; value: Value }[]): VisibleRow<Value>[] {
  const deferred = useContext(DeferredContext);
  const current = new Map(rows.map(({ id, value }) => [id, value]));
  const [seen, setSeen] = useState<ReadonlyMap<string, Value>>(current);
  // Remembers a row before it leaves the page.
  if (rows.some(({ id, value }) => seen.get(id) !== value)) setSeen(new Map([...seen, ...current]));
  if (!deferred) return rows.map((row) => ({ ...row, current: true, left: false }));
  return deferred.visible.flatMap((id): VisibleRow<Value>[] => {
    const value = current.get(id);
    if (value !== undefined) return [{ id, value, current: true, left: false }];
    const old = (deferred.kept.get(id) as Value | undefined) ?? seen.get(id);
    const left = !deferred.kept.has(id) && deferred.left.includes(id);
    return old === undefined ? [] : [{ id, value: old, current: false, left }];
  });
}
