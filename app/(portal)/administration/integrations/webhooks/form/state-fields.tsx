"use client";

import { RadioOption } from "@/components/domain/radio-option";
import type { FormValues } from "./form-values";
import type { FormPartProps } from "./use-webhook-form";

const heldChoices = [
  ["deliver", "Release them", "Each delivery starts over with all its retries."],
  ["discard", "Discard them", "Discarded deliveries stay in the history and are not sent."],
  ["keep", "Keep them held", "Held deliveries can be released or discarded later."],
] as const;

/**
 * Lets the user choose Enabled or Disabled. Only the failure policy pauses a webhook, so Paused is an option only while it is the
 * current state.
 * @param savedState the current state; null for a new webhook.
 */
export function StateFields({
  values: { state, heldDeliveries },
  change,
  savedState,
  held,
}: FormPartProps & { savedState: FormValues["state"] | null; held: number }) {
  const renderOption = (value: FormValues["state"], label: string, hint: string) => (
    <RadioOption
      name="state"
      label={label}
      hint={hint}
      checked={state === value}
      onChange={() => change({ state: value })}
    />
  );
  const showsHeldChoices = state === "enabled" && savedState !== "enabled" && held > 0;
  return (
    <>
      <fieldset className="grid gap-1">
        <legend className="sr-only">State</legend>
        {renderOption("enabled", "Enabled", "Events are delivered as they occur.")}
        {renderOption(
          "disabled",
          "Disabled",
          "No deliveries are created. Event timelines show that the webhook was skipped.",
        )}
        {savedState === "paused" &&
          renderOption(
            "paused",
            "Paused",
            "The webhook was paused because deliveries failed permanently. New deliveries are held.",
          )}
      </fieldset>
      {showsHeldChoices && (
        <fieldset className="grid gap-1 border-l-2 border-primary pl-4">
          <legend className="float-left mb-1 font-medium">
            {held === 1 ? "Held delivery" : `${held.toLocaleString("en")} held deliveries`}
          </legend>
          {heldChoices.map(([value, label, hint]) => (
            <RadioOption
              key={value}
              name="heldDeliveries"
              className="clear-left"
              label={label}
              hint={hint}
              checked={heldDeliveries === value}
              onChange={() => change({ heldDeliveries: value })}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
