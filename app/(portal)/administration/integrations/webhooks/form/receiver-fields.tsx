"use client";

import { Send } from "lucide-react";
import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { findDroppedSecrets } from "./dropped-secrets";
import { TestOutcome } from "./test-outcome";
import type { useSendTest } from "./use-send-test";
import type { FormPartProps } from "./use-webhook-form";

/**
 * Name, format, URL and key, with a test of the URL. `formatField` chooses the format of a new webhook, or shows that of a saved one;
 * `keyField` accepts the key of a new webhook, or shows and rotates the key of a saved one.
 */
export function ReceiverFields({
  values,
  errors,
  change,
  droppedSecrets,
  formatField,
  keyField,
  test,
}: FormPartProps & {
  droppedSecrets: DroppedSecrets;
  formatField: ReactNode;
  keyField: ReactNode;
  test: ReturnType<typeof useSendTest>;
}) {
  return (
    <Section title="Receiver">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Name" required error={errors.name}>
          <Input
            value={values.name}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        {formatField}
      </div>
      <Field
        label="URL"
        className="max-w-none"
        required
        hint={`Receives a ${values.method} request for each event. Must be public and use HTTPS, unless in an allowed network.`}
        error={errors.url}
        action={
          <Button variant="outline" aria-disabled={test.sending} onClick={test.send}>
            <Send aria-hidden />
            {test.sending ? "Sending…" : "Send test"}
          </Button>
        }
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
        {test.result && <TestOutcome result={test.result} />}
      </div>
      <div role="status" className="empty:hidden">
        <DroppedSecretsAlert {...droppedSecrets} />
      </div>
      <div className="grid gap-5 sm:grid-cols-2">{keyField}</div>
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
