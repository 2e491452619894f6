"use client";

import { X } from "lucide-react";
import { ResendJobButton } from "@/components/jobs/resend-job-button";
import type { ResendJobInput, StartJobAction } from "@/components/jobs/start-job";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { deliveryStates } from "@/lib/deliveries/schema";
import type { MatchingSelection } from "./use-all-matching";
import type { Selection } from "./use-selection";

/** A bar with the number of selected deliveries and the actions for them. It stays in view while the list is scrolled. */
export function SelectionBar({
  selection: { selected, isPageSelected },
  matching,
  startJob,
  onClear,
}: {
  selection: Selection;
  /** Null if the page shows all matching deliveries. */
  matching: MatchingSelection | null;
  startJob: StartJobAction;
  onClear: () => void;
}) {
  const isAll = matching?.isSelected === true;
  const count = isAll ? matching.total : selected.size;
  const input: ResendJobInput =
    isAll && matching.input
      ? matching.input
      : { kind: "resend", filter: { traceIds: [...selected], states: [...deliveryStates] } };
  const visible = count > 0;
  return (
    <div
      data-bottom-bar={visible || undefined}
      className={cn(
        "print:hidden",
        visible
          ? "sticky bottom-2 z-10 flex flex-wrap items-center gap-2 rounded-lg border bg-popover px-3 py-2 shadow-lg"
          : "sr-only",
      )}
    >
      <p role="status" className="font-medium tabular-nums">
        {visible && `${count.toLocaleString("en")} selected`}
      </p>
      {visible && (
        <>
          <ResendJobButton input={input} startJob={startJob}>
            Resend {count.toLocaleString("en")}…
          </ResendJobButton>
          {matching && isPageSelected && !isAll && <SelectAllMatching matching={matching} />}
          <Button variant="ghost" onClick={onClear}>
            <X aria-hidden />
            Clear
          </Button>
        </>
      )}
    </div>
  );
}

function SelectAllMatching({ matching }: { matching: MatchingSelection }) {
  const { state, total, message, count, select } = matching;
  if (message) return <p className="text-muted-foreground">{message}</p>;
  return (
    <Button
      variant="outline"
      aria-disabled={state === "counting"}
      onClick={state === "counted" ? select : count}
    >
      {state === "counting" && "Counting all matching deliveries…"}
      {state === "counted" && `Select all ${total.toLocaleString("en")} matching`}
      {state === "unknown" && "Count all matching deliveries"}
    </Button>
  );
}
