"use client";

import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type DeliveryStateName, deliveryStates } from "@/lib/deliveries/schema";
import { EventTypeField } from "./event-type-field";
import type { HistoryQuery, Problems } from "./history-query";
import { TimeFields } from "./time-fields";
import { WebhookCombobox } from "./webhook-combobox";

/** What can be chosen. */
export interface FilterChoices {
  eventTypes: { name: string; title: string }[];
  webhooks: { id: string; name: string }[];
  /** Whether there are more webhooks than these. */
  moreWebhooks: boolean;
  /** Empty where there are no partners, and for a partner itself. */
  partners: { id: string; name: string }[];
}

/**
 * The filters that every history has. The controls are keyed by what the address says: they keep what was typed, but
 * follow an address that changes by "Clear filters" or Back.
 */
export function DeliveryFields({
  query,
  problems,
  choices,
}: {
  query: HistoryQuery;
  problems: Problems;
  choices: FilterChoices;
}) {
  const { eventType, state, responseCode, webhookId, partnerId } = query;
  return (
    <>
      <EventTypeField eventType={eventType} error={problems.eventType} eventTypes={choices.eventTypes} />
      <Field label="State" error={problems.state} className="xl:w-48">
        <Select key={state} name="state" defaultValue={state ?? ""}>
          <option value="">Any</option>
          {deliveryStates.map((name) => (
            <option key={name} value={name}>
              {stateWord(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Response code" error={problems.responseCode} className="xl:w-28">
        <Input
          key={responseCode}
          name="responseCode"
          defaultValue={responseCode}
          inputMode="numeric"
          autoComplete="off"
        />
      </Field>
      <Field label="Webhook" error={problems.webhookId} className="col-span-2 sm:col-span-1 xl:w-48">
        {choices.moreWebhooks ? (
          <WebhookCombobox
            key={webhookId}
            name="webhookId"
            first={choices.webhooks}
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
        <Field label="Partner" error={problems.partnerId} className="xl:w-44">
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
        <TimeFields query={query} problems={problems} />
      </div>
    </>
  );
}

function stateWord(state: DeliveryStateName): string {
  return state === "pending" ? "Pending or Retrying" : deliveryStateLabel(state);
}
