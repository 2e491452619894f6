"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FormPartProps } from "./use-webhook-form";

/** Who is notified of the webhook's warnings and pauses, besides the administrators. */
export function OwnerField({ values, errors, change }: FormPartProps) {
  return (
    <Field
      label="Owner"
      optional
      hint="An e-mail address that is notified of warnings and pauses in addition to the administrators. It need not belong to a user."
      error={errors.owner}
    >
      <Input
        type="email"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        className="sm:w-96"
        value={values.owner}
        onChange={(event) => change({ owner: event.target.value })}
      />
    </Field>
  );
}
