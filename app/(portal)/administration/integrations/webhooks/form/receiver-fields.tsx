"use client";

import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { leftBehind } from "./dropped-secrets";
import type { FieldProps } from "./use-webhook-form";

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

export type LeftBehind = ReturnType<typeof leftBehind>;

/** Says before saving which secrets another receiver does not get. */
function LeftBehindAlert({ headers, signIn }: LeftBehind) {
  const secrets = [
    ...headers.map((name) => `the value of ${name}`),
    ...(signIn ? ["the receiver authentication"] : []),
  ];
  if (secrets.length === 0) return null;
  return (
    <Alert title="Saved secrets are not sent to another scheme, host or port">
      <p>Type these again below, or saving removes them: {secrets.join(", ")}.</p>
    </Alert>
  );
}
