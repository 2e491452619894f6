"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { findSettingError } from "../../webhooks/form/setting-errors";
import { EventTypeRows } from "./event-type-rows";
import type { SourceFormPart } from "./source-form-part";
import { type MappingPart, mappingParts } from "./source-values";

const textByPart: Record<MappingPart, { label: string; hint: string; placeholder: string }> = {
  type: { label: "Event type", hint: "The system's name for what happened.", placeholder: "/event" },
  entityType: {
    label: "Entity type",
    hint: "Must be the entity type of the event type, such as Loan.",
    placeholder: "/object",
  },
  entityId: { label: "Entity ID", hint: "The ID of the loan, for example.", placeholder: "/loan/id" },
  occurredAt: { label: "Time", hint: "When it happened.", placeholder: "/created_at" },
  idempotencyKey: {
    label: "Idempotency key",
    hint: "The system's ID of the message. A message with the same ID becomes no second event.",
    placeholder: "/id",
  },
  data: { label: "Data", hint: "A pointer to an object.", placeholder: "/payload" },
};

/** Where the parts of an event are in a message, and which event types the system's names become. */
export function MappingFields({
  emptyHint,
  eventTypes,
  ...formPart
}: SourceFormPart & {
  /** What a message has where a field is empty. */
  emptyHint: string;
  eventTypes: readonly EventTypeName[];
}) {
  const { values, errors, change } = formPart;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1.5 font-medium">Mapping</legend>
      <p className="text-xs text-muted-foreground">
        Enter a JSON pointer such as <code className="font-mono">/loan/id</code>, a template such as{" "}
        <code className="font-mono">{"{{ body.loan.id }}"}</code>, or a constant. {emptyHint}
      </p>
      <div className="grid gap-5 sm:grid-cols-2">
        {mappingParts.map((part) => (
          <Field
            key={part}
            label={textByPart[part].label}
            optional
            hint={textByPart[part].hint}
            error={findSettingError(errors, `mapping.${part}`)}
          >
            <Input
              autoComplete="off"
              spellCheck={false}
              placeholder={textByPart[part].placeholder}
              className="font-mono text-[0.8125rem]"
              value={values.mapping[part]}
              onChange={(event) => change({ mapping: { ...values.mapping, [part]: event.target.value } })}
            />
          </Field>
        ))}
      </div>
      <EventTypeRows {...formPart} eventTypes={eventTypes} />
    </fieldset>
  );
}

/** An event type of the catalog, as the form suggests it. */
export interface EventTypeName {
  name: string;
  title: string;
}
