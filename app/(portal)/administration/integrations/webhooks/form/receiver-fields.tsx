"use client";

import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldProps } from "./field-props";
import { type LeftBehind, LeftBehindAlert } from "./left-behind-alert";

/** Name, URL and key. `keyField` differs: a new webhook's key is typed, a saved one's regenerated. */
export function ReceiverFields({
  values,
  errors,
  change,
  leftBehind,
  keyField,
}: FieldProps & { leftBehind: LeftBehind; keyField: ReactNode }) {
  return (
    <Section title="Receiver">
      <Field label="Name" error={errors.name}>
        <Input
          value={values.name}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field
        label="URL"
        hint={`Gets a ${values.method} for every event that is triggered. It must be public and use https.`}
        error={errors.url}
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://example.com/webhooks"
          className="font-mono text-[0.8125rem]"
          value={values.url}
          onChange={(event) => change({ url: event.target.value })}
        />
      </Field>
      <div role="status" className="empty:hidden">
        <LeftBehindAlert {...leftBehind} />
      </div>
      {keyField}
    </Section>
  );
}
