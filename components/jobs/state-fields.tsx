"use client";

import { useId } from "react";
import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Checkbox } from "@/components/ui/checkbox";
import { type RecoverableState, type RecoveryCount, recoverableStates } from "@/lib/jobs/recovery/schema";

const hintByState: Record<RecoverableState, string> = {
  failed: "all attempts failed",
  held: "kept while the webhook is paused or disabled",
  discarded: "deliberately not sent",
};

/** Checkboxes for the states of the deliveries to recover, each with its count. */
export function StateFields({
  count,
  chosen,
  onChange,
}: {
  /** Null until counted. */
  count: RecoveryCount | null;
  chosen: ReadonlySet<RecoverableState>;
  onChange: (chosen: ReadonlySet<RecoverableState>) => void;
}) {
  const id = useId();
  const toggle = (state: RecoverableState, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(state);
    else next.delete(state);
    onChange(next);
  };
  return (
    <fieldset className="grid gap-0.5">
      <legend className="mb-1 text-sm font-medium">Deliveries</legend>
      {recoverableStates.map((state) => (
        <label
          key={state}
          htmlFor={`${id}-${state}`}
          className="flex min-h-7 items-center gap-2.5 touch:min-h-11"
        >
          <Checkbox
            id={`${id}-${state}`}
            checked={chosen.has(state)}
            onCheckedChange={(on) => toggle(state, on)}
          />
          <span className="min-w-0">
            <span className="font-medium">
              {count && `${count.byState[state].total.toLocaleString("en")} `}
              {count ? deliveryStateLabel(state).toLowerCase() : deliveryStateLabel(state)}
            </span>
            <span className="text-muted-foreground">: {hintByState[state]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
