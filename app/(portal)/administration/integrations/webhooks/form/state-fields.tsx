"use client";

import { RadioOption } from "@/components/domain/radio-option";
import { Section } from "@/components/domain/section";
import type { FormValues } from "./form-values";
import type { FieldProps } from "./use-webhook-form";

const heldChoices = [
  ["deliver", "Deliver them", "Each starts over with all its retries."],
  ["discard", "Discard them", "They stay in the history as discarded and are not sent."],
  ["keep", "Leave them held", "They can be delivered or discarded later."],
] as const;

/**
 * Enabled or Disabled. Paused is the engine's word: it can be read and left, never chosen.
 * @param savedState the state as it is now; null for a new webhook.
 */
export function StateFields({
  values: { state, heldDeliveries },
  change,
  savedState,
  held,
}: FieldProps & { savedState: FormValues["state"] | null; held: number }) {
  const option = (value: FormValues["state"], label: string, hint: string) => (
    <RadioOption
      name="state"
      label={label}
      hint={hint}
      checked={state === value}
      onChange={() => change({ state: value })}
    />
  );
  const released = state === "enabled" && savedState !== "enabled" && held > 0;
  return (
    <Section title="State">
      <fieldset className="grid gap-1">
        <legend className="sr-only">State</legend>
        {option("enabled", "Enabled", "Events are delivered as they happen.")}
        {option("disabled", "Disabled", "No deliveries are made; the events say so in their timeline.")}
        {savedState === "paused" &&
          option("paused", "Paused", "Set by Hookledger after a delivery failed for good. Events are held.")}
      </fieldset>
      {released && (
        <fieldset className="grid gap-1 border-l-2 border-primary pl-4">
          <legend className="float-left mb-1 font-medium">
            What becomes of the{" "}
            {held === 1 ? "held delivery" : `${held.toLocaleString("en")} held deliveries`}?
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
    </Section>
  );
}
