"use client";

import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { findDroppedSecrets } from "./dropped-secrets";
import type { FormPartProps } from "./use-webhook-form";

/** Name, owner, URL and key. `keyField` accepts the key of a new webhook, or shows and rotates the key of a saved webhook. */
export function ReceiverFields({
  values,
  errors,
  change,
  droppedSecrets,
  keyField,
}: FormPartProps & { droppedSecrets: DroppedSecrets; keyField: ReactNode }) {
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
      <Field
        label="URL"
        hint={`Receives a ${values.method} request for each event. The URL must be public and use HTTPS, unless it is in an allowed network.`}
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
        <DroppedSecretsAlert {...droppedSecrets} />
      </div>
      {keyField}
    </Section>
  );
}

export type DroppedSecrets = ReturnType<typeof findDroppedSecrets>;

/** Names the secrets that saving removes because the URL has another origin. */
function DroppedSecretsAlert({ headers, authentication }: DroppedSecrets) {
  const secrets = [
    ...headers.map((name) => `the value of ${name}`),
    ...(authentication ? ["the receiver authentication"] : []),
  ];
  if (secrets.length === 0) return null;
  return (
    <Alert title="Saved secrets are not sent to another scheme, host or port">
      <p>Enter these again below, or they will be removed when you save: {secrets.join(", ")}.</p>
    </Alert>
  );
}
