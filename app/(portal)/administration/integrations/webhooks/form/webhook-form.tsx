"use client";

import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { Section } from "@/components/domain/section";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { DialectView } from "@/lib/dialects/schema";
import { ConditionFields } from "./condition-fields";
import { findDroppedSecrets } from "./dropped-secrets";
import { foldedSettings } from "./folded-settings";
import { FormAside } from "./form-aside";
import type { FormValues } from "./form-values";
import { FormatField } from "./format-fields";
import { OtherSettings } from "./other-settings";
import { ReceiverFields } from "./receiver-fields";
import type { RetryPresets } from "./retry-plan";
import { TriggerPicker, TriggerVersions } from "./trigger-picker";
import { findFirstEventType, type TriggerSystem } from "./trigger-tree";
import { UnsavedGuard } from "./unsaved-guard";
import { useSendTest } from "./use-send-test";
import type { useWebhookForm } from "./use-webhook-form";

/** The settings whose errors are shown beside their fields; other errors are shown above the form. */
const settingsWithFields: readonly string[] = [
  ...["name", "url", "key", "partnerId", "dialect", "triggers"],
  ...Object.values(foldedSettings).flat(),
];
const getSettingName = (path: string) => path.split(".")[0] ?? path;

/** The form of a webhook, new or saved, in three parts: the receiver, the events, and everything else, folded. */
export function WebhookForm({
  webhookForm,
  tree,
  presets,
  dialects,
  newWebhook,
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
  /** The values of a new webhook. Sections with settings that differ from these defaults are open. */
  newWebhook: FormValues;
  /** A new key for each dialect. Only for a new webhook, whose format can still be chosen. */
  newKeys?: Readonly<Record<string, string>> | null;
  keyField: ReactNode;
  /** Null for a new webhook, like `savedState`. */
  webhookId: string | null;
  savedState: FormValues["state"] | null;
  held: number;
}) {
  const { form, onSubmit, pending, rejection, errors, values, saved, change, dirty } = webhookForm;
  const treeKeysId = useId();
  const [presetId, setPresetId] = useState("");
  const [chosenEventType, setChosenEventType] = useState<string | null>(null);
  const eventType = chosenEventType ?? findFirstEventType(tree, values.triggers);
  const test = useSendTest(webhookForm, webhookId, eventType);
  const dialect = dialects.find(({ id }) => id === values.dialect);
  if (!dialect) return null;
  const formPart = { values, errors, change };
  const otherErrors = Object.entries(errors).filter(
    ([path]) => !settingsWithFields.includes(getSettingName(path)),
  );
  const invalidTrigger = Object.keys(errors).find((path) => getSettingName(path) === "triggers");
  return (
    <form
      ref={form}
      noValidate
      className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]"
      onSubmit={onSubmit}
    >
      <UnsavedGuard dirty={dirty} />
      <div className="grid min-w-0 grid-cols-1 gap-4">
        {rejection && (
          <Alert role="alert" tabIndex={-1} variant="destructive" title={rejection.message}>
            {otherErrors.length > 0 && otherErrors.map(([, message]) => message).join(" ")}
          </Alert>
        )}
        <ReceiverFields
          {...formPart}
          droppedSecrets={findDroppedSecrets(values, saved)}
          formatField={
            <FormatField
              errors={errors}
              change={change}
              dialects={dialects}
              dialect={dialect}
              newKeys={newKeys}
              presetId={presetId}
              setPresetId={setPresetId}
            />
          }
          keyField={keyField}
          test={test}
        />
        <Section
          title="Event triggers"
          description={
            <span id={treeKeysId}>
              At least one is required. In the list, the arrow keys move, open and close.
            </span>
          }
        >
          <TriggerPicker
            tree={tree}
            allEvents={values.allEvents}
            chosen={values.triggers}
            conditions={values.conditions}
            error={invalidTrigger && errors[invalidTrigger]}
            keysId={treeKeysId}
            change={change}
          />
          <TriggerVersions values={values} change={change} tree={tree} />
          <ConditionFields {...formPart} tree={tree} />
        </Section>
        <OtherSettings
          {...formPart}
          saved={saved}
          newWebhook={newWebhook}
          dialect={dialect}
          presetId={presetId}
          presets={presets}
          savedState={savedState}
          held={held}
        />
        <div
          data-bottom-bar
          className="sticky bottom-0 z-10 -mx-4 flex flex-wrap items-center gap-2 border-t bg-background px-4 py-3 sm:mx-0 sm:rounded-t-lg sm:px-0"
        >
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
      </div>
      <FormAside
        webhookForm={webhookForm}
        tree={tree}
        test={test}
        eventType={eventType}
        chooseEventType={setChosenEventType}
      />
    </form>
  );
}
