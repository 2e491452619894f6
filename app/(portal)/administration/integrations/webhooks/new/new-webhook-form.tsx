"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { PartnerField } from "@/components/partners/partner-field";
import type { DialectView } from "@/lib/dialects/schema";
import type { PartnerSelection } from "../../partners/partner-selection";
import { searchPartnersAction } from "../../partners/search-action";
import { createWebhookAction } from "../actions";
import { rememberCreatedWebhook } from "../created-webhook";
import { type FormValues, toCreateInput } from "../form/form-values";
import { KeyInput } from "../form/key-input";
import type { RetryPresets } from "../form/retry-plan";
import type { TriggerSystem } from "../form/trigger-tree";
import { useWebhookForm } from "../form/use-webhook-form";
import { WebhookForm } from "../form/webhook-form";

export function NewWebhookForm({
  initial,
  tree,
  presets,
  partnerSelection,
  dialects,
  newKeys,
}: {
  initial: FormValues;
  tree: TriggerSystem[];
  presets: RetryPresets;
  partnerSelection: PartnerSelection;
  dialects: DialectView[];
  newKeys: Record<string, string>;
}) {
  const router = useRouter();
  const [partnerId, setPartnerId] = useState(partnerSelection.selectedPartnerId);
  const webhookForm = useWebhookForm(
    initial,
    (values) => createWebhookAction({ ...toCreateInput(values), partnerId: partnerId || null }),
    ({ id, warnings = [] }, { key }) => {
      rememberCreatedWebhook({ id, key });
      toast.success("Webhook created.", { description: warnings.join(" ") || undefined });
      router.replace(`/administration/integrations/webhooks/${id}`);
    },
  );
  const { values, change, errors } = webhookForm;
  return (
    <WebhookForm
      webhookForm={webhookForm}
      tree={tree}
      presets={presets}
      dialects={dialects}
      newWebhook={initial}
      newKeys={newKeys}
      webhookId={null}
      savedState={null}
      held={0}
      keyField={
        <>
          <KeyInput
            label="Key"
            value={values.key}
            error={errors.key}
            hint="Signs every request. It is shown once more after you save."
            dialect={values.dialect}
            options={values.options}
            onChange={(key) => change({ key })}
          />
          <PartnerField
            partners={partnerSelection.partners}
            find={searchPartnersAction}
            value={partnerId}
            hint="A partner's webhook gets only the partner's own events and the lender's events that name the partner. The partner cannot be changed later."
            error={errors.partnerId}
            onChange={setPartnerId}
          />
        </>
      }
    />
  );
}
