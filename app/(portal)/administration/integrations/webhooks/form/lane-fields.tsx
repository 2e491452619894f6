"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormPartProps } from "./use-webhook-form";

/** The throttle and the sequence numbers. */
export function LaneFields({ values, errors, change }: FormPartProps) {
  const sequenceId = useId();
  return (
    <>
      <Field
        label="Requests per second"
        optional
        hint="The most that all workers together start in a second, resends and jobs included. Empty: no limit."
        error={errors.maxRequestsPerSecond}
      >
        <Input
          inputMode="numeric"
          className="w-24"
          value={values.maxRequestsPerSecond}
          onChange={(event) => change({ maxRequestsPerSecond: event.target.value })}
        />
      </Field>
      <label htmlFor={sequenceId} className="flex min-h-8 items-start gap-2 py-1 pointer-coarse:min-h-11">
        <Checkbox
          id={sequenceId}
          className="mt-0.5"
          checked={values.sequence}
          onCheckedChange={(sequence) => change({ sequence })}
        />
        <span className="grid">
          <span className="font-medium">Sequence numbers</span>
          <span className="text-xs text-muted-foreground">
            Number the deliveries without gaps, in the header X-Hookledger-Sequence, so that the receiver can
            see what it missed.
          </span>
        </span>
      </label>
    </>
  );
}
