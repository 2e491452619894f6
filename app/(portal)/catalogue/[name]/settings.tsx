"use client";

import { useState } from "react";
import { Section } from "@/components/domain/section";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Validation } from "@/lib/catalogue/schema";
import { updateEventTypeAction } from "../actions";
import { validationLabels } from "../labels";

/** Settings of an event type that do not require a new version. */
export function EventTypeSettings({
  name,
  isCustom,
  validation,
  deprecated,
}: {
  name: string;
  isCustom: boolean;
  validation: Validation;
  deprecated: boolean;
}) {
  const [chosen, setChosen] = useState(validation);
  const [updating, update] = useAction();
  return (
    <Section title="Settings">
      <div className="flex flex-wrap items-end gap-3">
        <Field
          label="Validation of incoming events"
          hint={validationLabels[chosen].hint}
          className="w-full max-w-md"
        >
          <Select value={chosen} onChange={(event) => setChosen(event.target.value as Validation)}>
            {Object.entries(validationLabels).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Button
          aria-disabled={updating}
          onClick={() =>
            update(
              () => updateEventTypeAction(name, { validation: chosen }),
              `Validation: ${validationLabels[chosen].label}`,
            )
          }
        >
          Save validation
        </Button>
      </div>
      {isCustom && (
        <div className="flex flex-wrap items-center gap-3 border-t pt-4">
          <Button
            variant="outline"
            aria-disabled={updating}
            onClick={() =>
              update(
                () => updateEventTypeAction(name, { deprecated: !deprecated }),
                deprecated ? "No longer deprecated" : "Deprecated",
              )
            }
          >
            {deprecated ? "Undo deprecation" : "Deprecate"}
          </Button>
          <p className="max-w-prose text-xs text-muted-foreground">
            {deprecated
              ? "This event type is marked as deprecated in the webhook form. Its events are still accepted and delivered."
              : "Marks the event type as deprecated in the webhook form. Its events are still accepted and delivered."}
          </p>
        </div>
      )}
    </Section>
  );
}
