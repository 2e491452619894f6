"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { FormValues } from "./form-values";
import { LaneFields } from "./lane-fields";
import type { FormPartProps } from "./use-webhook-form";

/** Timeout, success rule, throttle, sequence numbers and order. */
export function DeliveryFields(formPart: FormPartProps) {
  const { values, errors, change } = formPart;
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        label="Timeout in seconds"
        hint="For the whole exchange, including the response body."
        required
        error={errors.timeoutSeconds}
      >
        <Input
          inputMode="numeric"
          className="w-24"
          value={values.timeoutSeconds}
          onChange={(event) => change({ timeoutSeconds: event.target.value })}
        />
      </Field>
      <Field
        label="Success rule"
        hint="Redirects are never followed and never count as success."
        error={errors.successRule}
      >
        <Select
          value={values.successRule}
          onChange={(event) => change({ successRule: event.target.value as FormValues["successRule"] })}
        >
          <option value="200">Exactly 200 OK</option>
          <option value="2xx">Any 2xx</option>
        </Select>
      </Field>
      <LaneFields {...formPart} />
    </div>
  );
}
