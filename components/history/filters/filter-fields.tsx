"use client";

import { deliveryStateLabel, deliveryStateNames } from "@/components/domain/state-badge";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DeliveryStateName } from "@/lib/deliveries/schema";
import { WebhookCombobox } from "./webhook-combobox";

interface Choice {
  id: string;
  name: string;
}

export interface EventTypeChoice {
  name: string;
  title: string;
}

/** Checkboxes for states. A delivery that waits for a retry is pending, too. */
export function StateField({ checked, error }: { checked: readonly string[]; error: string | undefined }) {
  return (
    <fieldset className="grid gap-0.5">
      <legend className="sr-only">State</legend>
      {deliveryStateNames.map((state) => (
        <label
          key={state}
          className="flex min-h-7 items-center gap-2 rounded-sm px-1 hover:bg-muted touch:min-h-11"
        >
          <input
            type="checkbox"
            name="state"
            value={state}
            defaultChecked={checked.includes(state)}
            className="size-4 shrink-0 accent-primary touch:size-5"
          />
          {stateFilterLabel(state)}
        </label>
      ))}
      <FieldError>{error}</FieldError>
    </fieldset>
  );
}

/** The label of a state in filters, such as "Failed"; the state itself if it is unknown. */
export function stateFilterLabel(state: string): string {
  if (state === "pending") return "Pending or Retrying";
  return deliveryStateNames.includes(state as DeliveryStateName)
    ? deliveryStateLabel(state as DeliveryStateName)
    : state;
}

/** Selects a webhook from the choices or, if there are more, by searching for its name. */
export function WebhookField({
  webhookId,
  error,
  webhooks,
  hasMore,
}: {
  webhookId: string | undefined;
  error: string | undefined;
  webhooks: readonly Choice[];
  hasMore: boolean;
}) {
  return (
    <Field label="Webhook" error={error}>
      {hasMore ? (
        <WebhookCombobox
          name="webhookId"
          initialChoices={webhooks}
          chosen={webhooks.find(({ id }) => id === webhookId) ?? null}
        />
      ) : (
        <ChoiceSelect name="webhookId" value={webhookId} choices={webhooks} />
      )}
    </Field>
  );
}

/** A select of choices by name, or any. */
export function ChoiceSelect({
  name,
  value,
  choices,
  ...props
}: {
  name: string;
  value: string | undefined;
  choices: readonly Choice[];
}) {
  return (
    <Select key={value} name={name} defaultValue={value ?? ""} {...props}>
      <option value="">Any</option>
      {choices.map(({ id, name: label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </Select>
  );
}

/** The entity filters of a list over all entities. A changed query gives the fields new keys, so that they show its values. */
export function EntityFilterFields({
  query,
  errors,
  entityTypes,
}: {
  query: { entityType?: string; entityId?: string };
  errors: { entityType?: string; entityId?: string };
  entityTypes: readonly string[];
}) {
  return (
    <>
      <Field label="Entity type" error={errors.entityType} className="xl:w-44">
        <Input
          key={query.entityType}
          name="entityType"
          defaultValue={query.entityType}
          list="entity-types"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="entity-types">
        {entityTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <Field label="Entity ID" error={errors.entityId} className="xl:w-44">
        <Input
          key={query.entityId}
          name="entityId"
          defaultValue={query.entityId}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </>
  );
}

/**
 * Selects an event type by its title; types with the same title also show their names. The type in the URL can be selected even if it is
 * not in the catalog.
 */
export function EventTypeField({
  eventType,
  error,
  eventTypes,
}: {
  eventType: string | undefined;
  error: string | undefined;
  eventTypes: readonly EventTypeChoice[];
}) {
  const known = eventTypes.some(({ name }) => name === eventType);
  const all =
    known || eventType === undefined ? eventTypes : [...eventTypes, { name: eventType, title: eventType }];
  const choices = all.map(({ name }) => ({ id: name, name: eventTypeLabel(name, all) }));
  return (
    <Field label="Event type" error={error} className="col-span-2 sm:col-span-1 xl:w-56">
      <ChoiceSelect
        name="eventType"
        value={eventType}
        choices={choices.toSorted((a, b) => a.name.localeCompare(b.name, "en"))}
      />
    </Field>
  );
}

/** The title of an event type, with its name if another type has the same title; its name if it is not among the choices. */
export function eventTypeLabel(name: string, eventTypes: readonly EventTypeChoice[]): string {
  const title = eventTypes.find((type) => type.name === name)?.title ?? name;
  const isUnique = eventTypes.filter((type) => type.title === title).length <= 1;
  return isUnique ? title : `${title} (${name})`;
}
