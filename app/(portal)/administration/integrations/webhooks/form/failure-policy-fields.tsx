"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import {
  type FailurePolicyValues,
  fieldsByPolicyKind,
  labelByPolicyKind,
  suggestPolicyValues,
} from "./failure-policy-values";
import type { FormPartProps } from "./use-webhook-form";

/** The failure policy, and whether a paused webhook is enabled again by itself. */
export function FailurePolicyFields({
  values: { failurePolicy, selfHealing },
  errors,
  change,
}: FormPartProps) {
  const selfHealingId = useId();
  const { kind, fields } = failurePolicy;
  const edit = (changed: FailurePolicyValues) => change({ failurePolicy: changed });
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field
        className="sm:col-span-2"
        label="Pause the webhook"
        hint="While the webhook is paused, its deliveries are held. Users are notified of the pause, and warned at the first failed delivery and at half of the limit."
        error={errors.failurePolicy}
      >
        <Select
          className="sm:w-96"
          value={kind}
          onChange={(event) => edit(suggestPolicyValues(event.target.value as FailurePolicyValues["kind"]))}
        >
          {Object.entries(labelByPolicyKind).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {fieldsByPolicyKind[kind].map(({ name, label, hint }) => (
        <Field key={`${kind} ${name}`} label={label} hint={hint} error={errors[`failurePolicy.${name}`]}>
          <Input
            inputMode="numeric"
            className="w-24"
            value={fields[name]}
            onChange={(event) => edit({ kind, fields: { ...fields, [name]: event.target.value } })}
          />
        </Field>
      ))}
      {kind !== "never" && (
        <label
          htmlFor={selfHealingId}
          className="flex min-h-8 items-start gap-2 py-1 sm:col-span-2 touch:min-h-11"
        >
          <Checkbox
            id={selfHealingId}
            className="mt-0.5"
            checked={selfHealing}
            onCheckedChange={(on) => change({ selfHealing: on })}
          />
          <span className="grid">
            <span className="font-medium">Enable the webhook when the receiver responds again</span>
            <span className="text-xs text-muted-foreground">
              While the webhook is paused, one delivery is sent at growing intervals, from one minute up to
              one hour. A success enables the webhook, and a job releases the held deliveries.
            </span>
          </span>
        </label>
      )}
    </div>
  );
}
