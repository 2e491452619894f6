"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/domain/section";
import type { FieldErrors } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DialectView } from "@/lib/dialects/schema";
import { SignInFields } from "./authentication-fields";
import { ConditionFields } from "./condition-fields";
import { DeliveryFields } from "./delivery-fields";
import { isMoved, leftBehind } from "./dropped-secrets";
import type { FormValues } from "./form-values";
import { FormatFields } from "./format-fields";
import { PreviewRequest } from "./preview-request";
import { ReceiverFields } from "./receiver-fields";
import type { RetryPresets } from "./retry-plan";
import { SendTest } from "./send-test";
import { StateFields } from "./state-fields";
import { TriggerPicker, TriggerVersions } from "./trigger-picker";
import type { TriggerSystem } from "./trigger-tree";
import { UnsavedGuard } from "./unsaved-guard";
import type { useWebhookForm } from "./use-webhook-form";

const nothingWrong: FieldErrors = {};
const shown =
  /^(name|url|key|triggers|retryDelays|timeoutSeconds|successRule|signature|headers|dialect|method|options|authentication)/;

/** The form of a webhook, new or saved. */
export function WebhookForm({
  use,
  tree,
  presets,
  dialects,
  newKeys = null,
  keyField,
  webhookId,
  savedState,
  held,
}: {
  use: ReturnType<typeof useWebhookForm>;
  tree: readonly TriggerSystem[];
  presets: RetryPresets;
  dialects: readonly DialectView[];
  /** By dialect; of a new webhook, whose format can still be chosen. */
  newKeys?: Readonly<Record<string, string>> | null;
  keyField: ReactNode;
  /** Null for a new webhook, and so is its state. */
  webhookId: string | null;
  savedState: FormValues["state"] | null;
  held: number;
}) {
  const { form, values, saved, change, rejection, save, saving, dirty } = use;
  const errors = rejection?.errors ?? nothingWrong;
  const field = { values, errors, change };
  const moved = isMoved(values, saved);
  const ownSignature = dialects.find(({ id }) => id === values.dialect)?.ownSignature ?? false;
  const elsewhere = Object.entries(errors).filter(([name]) => !shown.test(name));
  const wrongTrigger = Object.keys(errors).find((name) => name.startsWith("triggers"));
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <UnsavedGuard dirty={dirty} />
      {rejection && (
        <Alert role="alert" tabIndex={-1} variant="destructive" title={rejection.message}>
          {elsewhere.length > 0 && elsewhere.map(([, message]) => message).join(" ")}
        </Alert>
      )}
      <ReceiverFields {...field} leftBehind={leftBehind(values, saved)} keyField={keyField} />
      <FormatFields {...field} dialects={dialects} newKeys={newKeys} />
      <PreviewRequest values={values} saved={saved} tree={tree} />
      <Section
        title="Event triggers"
        description="The events that are sent to this webhook when they happen."
      >
        <TriggerPicker
          tree={tree}
          allEvents={values.allEvents}
          chosen={values.triggers}
          conditions={values.conditions}
          error={wrongTrigger && errors[wrongTrigger]}
          change={change}
        />
        <TriggerVersions values={values} change={change} tree={tree} />
        <ConditionFields {...field} tree={tree} />
      </Section>
      <StateFields {...field} savedState={savedState} held={held} />
      <DeliveryFields {...field} moved={moved} presets={presets} ownSignature={ownSignature} />
      <SignInFields {...field} moved={moved} />
      <SendTest use={use} tree={tree} webhookId={webhookId} />
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t bg-background px-4 py-3 sm:mx-0 sm:rounded-t-lg sm:px-0">
        <Button type="submit" aria-disabled={saving}>
          {saving ? "Saving…" : "Save"}
        </Button>
        <Button variant="outline" asChild>
          <Link href="/administration/integrations/webhooks">{dirty ? "Cancel" : "Back to the list"}</Link>
        </Button>
        <p aria-live="polite" className="text-xs text-muted-foreground">
          {dirty ? "There are unsaved changes." : ""}
        </p>
      </div>
    </form>
  );
}
