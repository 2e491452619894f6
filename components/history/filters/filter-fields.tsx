"use client";

import { TimeFields } from "@/components/cursor-list/time-fields";
import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type DeliveryStateName, deliveryStates } from "@/lib/deliveries/schema";
import type { HistoryQuery } from "./history-query";
import { WebhookCombobox } from "./webhook-combobox";

/** The options of the filters. */
export interface FilterChoices {
  eventTypes: { name: string; title: string }[];
  webhooks: { id: string; name: string }[];
  /** Whether there are more webhooks than listed. */
  hasMoreWebhooks: boolean;
  /** Empty if there are no partners, and for users of a partner. */
  partners: { id: string; name: string }[];
}

/**
 * The filters of every history. Each control's key is its value in the query: the control keeps typed text, but shows the new value
 * when "Clear filters" or Back changes the query.
 */
export function DeliveryFilterFields({
  query,
  errors,
  choices,
}: {
  query: HistoryQuery;
  errors: HistoryQuery;
  choices: FilterChoices;
}) {
  const { eventType, state, responseCode, webhookId, partnerId } = query;
  return (
    <>
      <EventTypeField eventType={eventType} error={errors.eventType} eventTypes={choices.eventTypes} />
      <Field label="State" error={errors.state} className="xl:w-48">
        <Select key={state} name="state" defaultValue={state ?? ""}>
          <option value="">Any</option>
          {deliveryStates.map((name) => (
            <option key={name} value={name}>
              {stateLabel(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Response code" error={errors.responseCode} className="xl:w-28">
        <Input
          key={responseCode}
          name="responseCode"
          defaultValue={responseCode}
          inputMode="numeric"
          autoComplete="off"
        />
      </Field>
      <Field label="Webhook" error={errors.webhookId} className="col-span-2 sm:col-span-1 xl:w-48">
        {choices.hasMoreWebhooks ? (
          <WebhookCombobox
            key={webhookId}
            name="webhookId"
            initialChoices={choices.webhooks}
            chosen={choices.webhooks.find(({ id }) => id === webhookId) ?? null}
          />
        ) : (
          <Select key={webhookId} name="webhookId" defaultValue={webhookId ?? ""}>
            <option value="">Any</option>
            {choices.webhooks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {choices.partners.length > 0 && (
        <Field label="Partner" error={errors.partnerId} className="xl:w-44">
          <Select key={partnerId} name="partnerId" defaultValue={partnerId ?? ""}>
            <option value="">Any</option>
            {choices.partners.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className="col-span-2 grid gap-x-3 gap-y-2 sm:grid-cols-2 xl:flex">
        <TimeFields query={query} errors={errors} />
      </div>
    </>
  );
}

function stateLabel(state: DeliveryStateName): string {
  return state === "pending" ? "Pending or Retrying" : deliveryStateLabel(state);
}

/** The entity filters of a list over all entities. */
export function EntityFilterFields({
  query,
  errors,
  entityTypes,
}: {
  query: HistoryQuery;
  errors: HistoryQuery;
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

/** A field for an event type. It suggests the types in the catalog, but accepts any other text. */
export function EventTypeField({
  eventType,
  error,
  eventTypes,
}: {
  eventType?: string;
  error?: string;
  eventTypes: readonly { name: string; title: string }[];
}) {
  return (
    <>
      <Field label="Event type" error={error} className="col-span-2 sm:col-span-1 xl:w-56">
        <Input
          key={eventType}
          name="eventType"
          defaultValue={eventType}
          list="event-types"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <datalist id="event-types">
        {eventTypes.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}
