"use client";

import { WebhookCombobox } from "@/components/history/filters/webhook-combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { jobStates } from "@/lib/jobs/schema";
import type { JobQuery } from "./job-query";
import { jobStateLabel } from "./job-state-badge";

/** The filters of the list of jobs. A changed query gives the controls new keys, so that they show its values. */
export function JobFilterFields({
  query: { state, webhookId },
  errors,
  webhooks,
  hasMoreWebhooks,
}: {
  query: JobQuery;
  errors: JobQuery;
  webhooks: readonly { id: string; name: string }[];
  /** Whether there are more webhooks than listed. */
  hasMoreWebhooks: boolean;
}) {
  return (
    <>
      <Field label="State" error={errors.state} className="xl:w-48">
        <Select key={state} name="state" defaultValue={state ?? ""}>
          <option value="">Any</option>
          {jobStates.map((name) => (
            <option key={name} value={name}>
              {jobStateLabel(name)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Webhook" error={errors.webhookId} className="xl:w-56">
        {hasMoreWebhooks ? (
          <WebhookCombobox
            key={webhookId}
            name="webhookId"
            initialChoices={webhooks}
            chosen={webhooks.find(({ id }) => id === webhookId) ?? null}
          />
        ) : (
          <Select key={webhookId} name="webhookId" defaultValue={webhookId ?? ""}>
            <option value="">Any</option>
            {webhooks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
