"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createEventTypeAction } from "../actions";
import { type ContentDraft, initialDraft, rejectInvalidDraft } from "../content-draft";
import { ContentFields } from "../content-fields";
import { validationLabels } from "../labels";

const emptyValues = { name: "", title: "", description: "", entityType: "", validation: "off" };

const textFields = [
  {
    field: "name",
    label: "Name",
    hint: "Letters, digits, dots, hyphens and underscores; for example, CreditLineRepriced. The name cannot be changed later.",
  },
  { field: "title", label: "Title", hint: "The title shown in the portal, such as “Credit line repriced”." },
  { field: "entityType", label: "Entity type", hint: "The kind of entity, such as Loan or CreditLine." },
] as const;

export function NewEventTypeForm() {
  const router = useRouter();
  const [values, setValues] = useState(emptyValues);
  const [content, setContent] = useState<ContentDraft>(initialDraft);
  const change = (changed: Partial<typeof emptyValues>) =>
    setValues((previous) => ({ ...previous, ...changed }));
  const state = useSubmit(
    async () => rejectInvalidDraft(content) ?? createEventTypeAction(values, content),
    ({ name }) => router.push(`/catalogue/${encodeURIComponent(name)}`),
  );
  const { errors } = state;
  return (
    <CreateForm state={state} title="Event type" submitLabel="Create event type" cancelHref="/catalogue">
      {textFields.map(({ field, label, hint }) => (
        <Field key={field} label={label} hint={hint} error={errors[field]} className="max-w-md">
          <Input
            value={values[field]}
            autoComplete="off"
            spellCheck={field === "title"}
            onChange={(event) => change({ [field]: event.target.value })}
          />
        </Field>
      ))}
      <Field label="Description" optional error={errors.description}>
        <Input
          value={values.description}
          autoComplete="off"
          onChange={(event) => change({ description: event.target.value })}
        />
      </Field>
      <Field
        label="Validation of incoming events"
        hint={validationLabels[values.validation as keyof typeof validationLabels].hint}
        className="max-w-md"
      >
        <Select value={values.validation} onChange={(event) => change({ validation: event.target.value })}>
          {Object.entries(validationLabels).map(([value, { label }]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <ContentFields
        content={content}
        errors={errors}
        change={(changed) => setContent((previous) => ({ ...previous, ...changed }))}
      />
    </CreateForm>
  );
}
