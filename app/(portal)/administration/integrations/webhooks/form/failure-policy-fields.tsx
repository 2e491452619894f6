"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { describeFailurePolicy } from "@/lib/failure-policy/describe";
import { failurePolicySchema } from "@/lib/failure-policy/schema";
import {
  type FailurePolicyValues,
  fieldsByPolicyKind,
  labelByPolicyKind,
  suggestPolicyValues,
  toFailurePolicyInput,
} from "./failure-policy-values";
import type { FormPartProps } from "./use-webhook-form";

/** When failed deliveries pause the webhook: a sentence that unfolds into the settings, and does so when one of them is invalid. */
export function FailurePolicyFields({ values: { failurePolicy }, errors, change }: FormPartProps) {
  const { kind, fields } = failurePolicy;
  const parsed = failurePolicySchema.safeParse(toFailurePolicyInput(failurePolicy));
  const invalid = Object.keys(errors).some((name) => name.startsWith("failurePolicy"));
  const edit = (changed: FailurePolicyValues) => change({ failurePolicy: changed });
  return (
    <details open={invalid || undefined} className="rounded-md border px-3 py-2">
      <summary className="min-h-6 cursor-pointer pointer-coarse:min-h-11">
        <span className="font-medium">Failure policy:</span>{" "}
        {parsed.success
          ? describeFailurePolicy(parsed.data)
          : "The fields below are incomplete or not valid."}
      </summary>
      <div className="mt-3 grid gap-5 sm:grid-cols-2">
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
      </div>
    </details>
  );
}
