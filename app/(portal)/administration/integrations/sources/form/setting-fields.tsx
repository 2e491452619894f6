"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { findSettingError } from "../../webhooks/form/setting-errors";
import { type EventTypeName, MappingFields } from "./mapping-fields";
import type { SourceFormPart } from "./source-form-part";
import type { SystemChoice } from "./system-choice";
import { VerificationFields } from "./verification-fields";

/** Verification, networks, duplicates and mapping: the settings that have a default. */
export function SettingFields({
  system,
  isNew,
  eventTypes,
  ...formPart
}: SourceFormPart & {
  system: SystemChoice;
  /** Whether the source is new, so that empty settings take the default of the system. */
  isNew: boolean;
  eventTypes: readonly EventTypeName[];
}) {
  const { values, errors, change } = formPart;
  return (
    <div className="grid gap-5">
      <VerificationFields {...formPart} system={system} isNew={isNew} />
      <Field
        label="Networks"
        optional
        hint="The addresses that may send, one network per line, such as 203.0.113.0/24. Empty: any address."
        error={findSettingError(errors, "networks")}
      >
        <Textarea
          rows={3}
          className="sm:w-96"
          value={values.networks}
          onChange={(event) => change({ networks: event.target.value })}
        />
      </Field>
      <Field
        label="Duplicates within, in seconds"
        optional={isNew}
        hint={describeDuplicates(system, isNew)}
        error={errors.duplicateSeconds}
      >
        <Input
          inputMode="numeric"
          className="w-32"
          placeholder={isNew ? String(system.duplicateSeconds) : undefined}
          value={values.duplicateSeconds}
          onChange={(event) => change({ duplicateSeconds: event.target.value })}
        />
      </Field>
      <MappingFields {...formPart} emptyHint={describeEmptyMapping(system)} eventTypes={eventTypes} />
    </div>
  );
}

function describeEmptyMapping({ id, title }: SystemChoice): string {
  return id === "generic"
    ? "Empty fields are read from type, entityId, occurredAt, idempotencyKey and data; without these, the data is the whole body."
    : `Empty fields are read where ${title} has them.`;
}

function describeDuplicates({ title, hasOwnId, duplicateSeconds }: SystemChoice, isNew: boolean): string {
  const rule = hasOwnId
    ? `${title} sends an ID with each message, so duplicates are recognized by it. For a message without an ID, the body is compared with those of this time.`
    : "A message with the same body as another one of this time becomes no second event. 0: never.";
  return isNew ? `${rule} Empty: ${duplicateSeconds}.` : rule;
}

/** Whether one of the settings in SettingFields is invalid. */
export function hasSettingError(errors: SourceFormPart["errors"]): boolean {
  return Object.keys(errors).some((field) => /^(verification|networks|duplicateSeconds|mapping)/.test(field));
}
