"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { createWebhookAction } from "../actions";
import { createInput, type FormValues } from "../form/form-values";
import { KeyInput } from "../form/key-input";
import type { RetryPresets } from "../form/retry-policy";
import type { TriggerSystem } from "../form/trigger-tree";
import { useWebhookForm } from "../form/use-webhook-form";
import { WebhookForm } from "../form/webhook-form";

const noConditions = {};

export function NewWebhookForm({
  initial,
  tree,
  presets,
}: {
  initial: FormValues;
  tree: TriggerSystem[];
  presets: RetryPresets;
}) {
  const router = useRouter();
  const use = useWebhookForm(
    initial,
    noConditions,
    (values) => createWebhookAction(createInput(values)),
    ({ id }) => {
      toast.success("Webhook created.");
      router.replace(`/administration/integrations/webhooks/${id}`);
    },
  );
  const { values, change, refusal } = use;
  return (
    <WebhookForm
      use={use}
      conditions={noConditions}
      tree={tree}
      presets={presets}
      webhookId={null}
      savedState={null}
      held={0}
      keyField={
        <KeyInput
          label="Key"
          value={values.key}
          error={refusal?.errors.key}
          hint="Signs every request. Copy it to the receiver now: once saved, reading it takes your password."
          onChange={(key) => change({ key })}
        />
      }
    />
  );
}
