"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FormValues } from "./form-values";
import type { FormPartProps } from "./use-webhook-form";

/** The throttle, the sequence numbers and the order per entity. */
export function LaneFields({ values, errors, change }: FormPartProps) {
  return (
    <>
      <Field
        className="sm:col-span-2"
        label="Requests per second"
        optional
        hint="The maximum for all workers together, including resends and jobs. If empty, there is no limit."
        error={errors.maxRequestsPerSecond}
      >
        <Input
          inputMode="numeric"
          className="w-24"
          value={values.maxRequestsPerSecond}
          onChange={(event) => change({ maxRequestsPerSecond: event.target.value })}
        />
      </Field>
      <LabeledCheckbox
        label="Sequence numbers"
        hint="Number the deliveries without gaps, in the header X-Hookledger-Sequence, so that the receiver can see what it missed."
        checked={values.sequence}
        onChange={(sequence) => change({ sequence })}
      />
      <LabeledCheckbox
        label="Order per entity"
        hint="Send the deliveries for one entity one after another, in the order in which their events were accepted."
        checked={values.ordered}
        onChange={(ordered) => change({ ordered })}
      />
      {values.ordered && (
        <Field
          className="sm:col-span-2"
          label="After a failed delivery"
          hint="Whether later deliveries for the same entity wait after a delivery has failed permanently. Other entities are not affected."
          error={errors.orderAfterFailure}
        >
          <Select
            className="sm:w-96"
            value={values.orderAfterFailure}
            onChange={(event) =>
              change({ orderAfterFailure: event.target.value as FormValues["orderAfterFailure"] })
            }
          >
            <option value="wait">Wait until it is resent or skipped</option>
            <option value="continue">Continue with the next one</option>
          </Select>
        </Field>
      )}
    </>
  );
}

function LabeledCheckbox({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-8 items-start gap-2 py-1 touch:min-h-11">
      <Checkbox id={id} className="mt-0.5" checked={checked} onCheckedChange={onChange} />
      <span className="grid">
        <span className="font-medium">{label}</span>
        <span className="text-xs text-muted-foreground">{hint}</span>
      </span>
    </label>
  );
}
