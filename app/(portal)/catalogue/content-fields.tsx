"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ContentDraft } from "./content-draft";

/** The fields for the schema and the sample, as JSON. */
export function ContentFields({
  content,
  errors,
  change,
}: {
  content: ContentDraft;
  errors: Readonly<Record<string, string>>;
  change: (changed: Partial<ContentDraft>) => void;
}) {
  return (
    <>
      <Field
        label="Schema"
        hint='JSON Schema (draft 2020-12) of the event’s data. Mark personal fields with "x-pii": true.'
        error={errors.schema}
      >
        <Textarea
          rows={12}
          value={content.schema}
          onChange={(event) => change({ schema: event.target.value })}
        />
      </Field>
      <Field label="Sample entity ID" error={errors.sampleId} className="max-w-md">
        <Input
          value={content.sampleId}
          autoComplete="off"
          onChange={(event) => change({ sampleId: event.target.value })}
        />
      </Field>
      <Field
        label="Sample data"
        hint="Must be valid against the schema. Used for tests and simulated events."
        error={errors.sample}
      >
        <Textarea value={content.sample} onChange={(event) => change({ sample: event.target.value })} />
      </Field>
    </>
  );
}
