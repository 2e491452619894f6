"use client";

import { useState } from "react";
import { Section } from "@/components/domain/section";
import { reject } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { EventTypeOptions } from "./event-type-options";
import { type FormValues, previewInput } from "./form-values";
import { previewAction } from "./preview-action";
import { PreviewView } from "./preview-view";
import { type TriggerSystem, typesOf } from "./trigger-tree";
import { useDebounced } from "./use-debounced";

/** The request that stands in the form, made of a real past event, as it is typed. */
export function PreviewRequest({
  values,
  saved,
  tree,
}: {
  values: FormValues;
  saved: FormValues;
  tree: readonly TriggerSystem[];
}) {
  const [chosenType, setChosenType] = useState<string | null>(null);
  const [chosenEvent, setChosenEvent] = useState<string | null>(null);
  // Until one is chosen: the first of the form's own triggers.
  const eventType = chosenType ?? [...values.triggers][0] ?? tree.flatMap(typesOf)[0]?.name ?? "";
  const { answer, waiting } = useDebounced(previewInput(values, saved, eventType, chosenEvent), (input) =>
    previewAction(input).catch(() => reject("No preview: the server did not respond as expected.")),
  );
  const preview = answer?.ok ? answer.preview : null;
  return (
    <Section title="Preview" description="The request that this form makes of a past event. Nothing is sent.">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Event type of the preview">
          <Select
            value={eventType}
            onChange={(event) => {
              setChosenType(event.target.value);
              setChosenEvent(null);
            }}
          >
            <EventTypeOptions tree={tree} />
          </Select>
        </Field>
        <Field label="Event of the preview">
          <Select
            value={preview?.event.id ?? "sample"}
            onChange={(event) => setChosenEvent(event.target.value)}
          >
            {(preview?.choices ?? [{ id: "sample", entityId: "", occurredAt: null }]).map(
              ({ id, entityId, occurredAt }) => (
                <option key={id} value={id}>
                  {occurredAt === null
                    ? "The catalogue's sample"
                    : `${entityId}, ${occurredAt.slice(0, 16).replace("T", " ")} UTC`}
                </option>
              ),
            )}
          </Select>
        </Field>
      </div>
      <div aria-live="polite" aria-busy={waiting}>
        {answer === null && <p className="text-muted-foreground">Making the preview…</p>}
        {answer?.ok === false && <Alert title={answer.message} />}
        {preview && <PreviewView preview={preview} />}
      </div>
    </Section>
  );
}
