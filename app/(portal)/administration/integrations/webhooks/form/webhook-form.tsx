"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DialectView } from "@/lib/dialects/schema";
import { AuthenticationFields } from "./authentication-fields";
import { ConditionFields } from "./condition-fields";
import { DeliveryFields } from "./delivery-fields";
import { findDroppedSecrets, hasReceiverChanged } from "./dropped-secrets";
import type { FormValues } from "./form-values";
import { FormatFields } from "./format-fields";
import { ReceiverFields } from "./receiver-fields";
import { RequestPreview } from "./request-preview";
import type { RetryPresets } from "./retry-plan";
import { SendTest } from "./send-test";
import { StateFields } from "./state-fields";
import { TriggerPicker, TriggerVersions } from "./trigger-picker";
import type { TriggerSystem } from "./trigger-tree";
import { UnsavedGuard } from "./unsaved-guard";
import type { useWebhookForm } from "./use-webhook-form";

/** Matches the settings whose errors are shown beside their fields; other errors are shown above the form. */
const fieldNamePattern =
  /^(name|url|key|triggers|retryDelays|timeoutSeconds|successRule|failurePolicy|maxRequestsPerSecond|sequence|order|signature|headers|dialect|method|options|authentication|owner)/;

/** The form of a webhook, new or saved. */
export function WebhookForm({
  webhookForm,
  tree,
  presets,
  dialects,
  newKeys = null,
  keyField,
  webhookId,
  savedState,
  held,
}: {
  webhookForm: ReturnType<typeof useWebhookForm>;
  tree: readonly TriggerSystem[];
  presets: RetryPresets;
  dialects: readonly DialectView[];
  /** A new key for each dialect. Only for a new webhook, whose format can still be chosen. */
  newKeys?: Readonly<Record<string, string>> | null;
  keyField: ReactNode;
  /** Null for a new webhook, like `savedState`. */
  webhookId: string | null;
  savedState: FormValues["state"] | null;
  held: number;
}) {
  const { form, onSubmit, pending, rejection, errors, values, saved, change, dirty } = webhookForm;
  const formPart = { values, errors, change };
  const receiverChanged = hasReceiverChanged(values, saved);
  const canChooseSignature = dialects.find(({ id }) => id === values.dialect)?.ownSignature ?? false;
  const otherErrors = Object.entries(errors).filter(([name]) => !fieldNamePattern.test(name));
  const invalidTrigger = Object.keys(errors).find((name) => name.startsWith("triggers"));
  return (
    <form ref={form} noValidate className="grid gap-5" onSubmit={onSubmit}>
      <UnsavedGuard dirty={dirty} />
      {rejection && (
        <Alert role="alert" tabIndex={-1} variant="destructive" title={rejection.message}>
          {otherErrors.length > 0 && otherErrors.map(([, message]) => message).join(" ")}
        </Alert>
      )}
      <ReceiverFields {...formPart} droppedSecrets={findDroppedSecrets(values, saved)} keyField={keyField} />
      <FormatFields {...formPart} dialects={dialects} newKeys={newKeys} />
      <RequestPreview values={values} saved={saved} tree={tree} />
      <Section title="Event triggers" description="The events that trigger this webhook.">
        <TriggerPicker
          tree={tree}
          allEvents={values.allEvents}
          chosen={values.triggers}
          conditions={values.conditions}
          error={invalidTrigger && errors[invalidTrigger]}
          change={change}
        />
        <TriggerVersions values={values} change={change} tree={tree} />
        <ConditionFields {...formPart} tree={tree} />
      </Section>
      <StateFields {...formPart} savedState={savedState} held={held} />
      <DeliveryFields
        {...formPart}
        receiverChanged={receiverChanged}
        presets={presets}
        canChooseSignature={canChooseSignature}
      />
      <AuthenticationFields {...formPart} receiverChanged={receiverChanged} />
      <SendTest webhookForm={webhookForm} tree={tree} webhookId={webhookId} />
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t bg-background px-4 py-3 sm:mx-0 sm:rounded-t-lg sm:px-0">
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save"}
        </Button>
        <Button variant="outline" asChild>
          <Link href="/administration/integrations/webhooks" prefetch={false}>
            {dirty ? "Cancel" : "Back to list"}
          </Link>
        </Button>
        <p aria-live="polite" className="text-xs text-muted-foreground">
          {dirty ? "You have unsaved changes." : ""}
        </p>
      </div>
    </form>
  );
}
