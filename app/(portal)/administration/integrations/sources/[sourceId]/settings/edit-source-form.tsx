"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { Time } from "@/components/domain/time";
import { useSubmit } from "@/components/form/use-submit";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SourceView, Verification } from "@/lib/sources/schema";
import { UnsavedGuard } from "../../../webhooks/form/unsaved-guard";
import { updateSourceAction } from "../../actions";
import type { EventTypeName } from "../../form/mapping-fields";
import { OpenSourceWarning } from "../../form/open-source-warning";
import { rejectRepeatedName } from "../../form/reject-repeated-name";
import { SettingFields } from "../../form/setting-fields";
import {
  isOpenToAnyone,
  type SourceValues,
  toSavedVerification,
  toSourceValues,
  toUpdateSourceInput,
} from "../../form/source-values";
import type { SystemChoice } from "../../form/system-choice";
import { RotateKeyDialog } from "./rotate-key-dialog";

/** The form of a saved source. Only changed settings are sent. */
export function EditSourceForm({
  source,
  system,
  eventTypes,
}: {
  source: SourceView;
  system: SystemChoice;
  eventTypes: EventTypeName[];
}) {
  const [values, setValues] = useState(() => toSourceValues(source, system));
  const [saved, setSaved] = useState(values);
  const change = (changed: Partial<SourceValues>) => setValues((current) => ({ ...current, ...changed }));
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    async () =>
      rejectRepeatedName(values) ?? updateSourceAction(source.id, toUpdateSourceInput(values, saved)),
    () => {
      setSaved(values);
      toast.success("Saved.");
    },
  );
  const dirty = Object.keys(toUpdateSourceInput(values, saved)).length > 0;
  return (
    <form ref={form} noValidate className="grid grid-cols-1 gap-5" onSubmit={onSubmit}>
      <UnsavedGuard dirty={dirty} />
      {rejection && <Alert role="alert" tabIndex={-1} variant="destructive" title={rejection.message} />}
      <Section title="Settings">
        <Field label="Name" error={errors.name} className="max-w-md">
          <Input
            value={values.name}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <SavedKey
          source={source}
          system={system}
          error={errors.key}
          onVerificationChanged={(verification) => {
            change(toSavedVerification(verification));
            setSaved((current) => ({ ...current, ...toSavedVerification(verification) }));
          }}
        />
        <SettingFields
          values={values}
          errors={errors}
          change={change}
          system={system}
          eventTypes={eventTypes}
          isNew={false}
        />
        <div aria-live="polite" className="empty:hidden">
          {isOpenToAnyone(values, system, source.hasKey) && <OpenSourceWarning />}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Saving…" : "Save"}
          </Button>
          <p aria-live="polite" className="text-xs text-muted-foreground">
            {dirty ? "You have unsaved changes." : ""}
          </p>
        </div>
      </Section>
    </form>
  );
}

/** Whether the source has a key, and the button that replaces it. The key itself is never shown. */
function SavedKey({
  source,
  system,
  error,
  onVerificationChanged,
}: {
  source: SourceView;
  system: SystemChoice;
  error: string | undefined;
  onVerificationChanged: (verification: Verification) => void;
}) {
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-medium">Key</p>
      <div className="flex flex-wrap items-center gap-3">
        <span>{source.hasKey ? "Set" : "None"}</span>
        <RotateKeyDialog source={source} system={system} onVerificationChanged={onVerificationChanged} />
      </div>
      <p className="text-xs text-muted-foreground">
        Stored encrypted. It cannot be shown again.
        {source.previousKeyUntil && (
          <>
            {" "}
            The previous key is accepted until <Time iso={source.previousKeyUntil} />.
          </>
        )}
      </p>
      <FieldError>{error}</FieldError>
    </div>
  );
}
