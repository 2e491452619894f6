"use client";

import { useMemo } from "react";
import { toast } from "sonner";
import type { DialectView } from "@/lib/dialects/schema";
import type { WebhookView } from "@/lib/webhooks/schema";
import { type Saved, updateWebhookAction } from "../actions";
import { type FormValues, updateInput, valuesOf } from "../form/form-values";
import type { RetryPresets } from "../form/retry-policy";
import type { TriggerSystem } from "../form/trigger-tree";
import { useWebhookForm } from "../form/use-webhook-form";
import { WebhookForm } from "../form/webhook-form";
import { SavedKey } from "./saved-key";

export function EditWebhookForm({
  webhook,
  tree,
  presets,
  dialects,
}: {
  webhook: WebhookView;
  tree: TriggerSystem[];
  presets: RetryPresets;
  dialects: DialectView[];
}) {
  const { id, state, heldDeliveries } = webhook;
  const initial = useMemo(() => valuesOf(webhook), [webhook]);
  const send = async (values: FormValues, saved: FormValues): Promise<Saved> => {
    const changed = updateInput(values, saved);
    return Object.keys(changed).length === 0
      ? { ok: true, id, released: 0 }
      : updateWebhookAction(id, changed);
  };
  const use = useWebhookForm(initial, send, ({ released, warnings = [] }) => {
    const onTheirWay =
      released > 0 ? [`${released.toLocaleString("en")} held deliveries are on their way.`] : [];
    toast.success("Saved.", { description: [...warnings, ...onTheirWay].join(" ") || undefined });
  });
  return (
    <WebhookForm
      use={use}
      tree={tree}
      presets={presets}
      dialects={dialects}
      webhookId={id}
      savedState={state}
      held={heldDeliveries}
      keyField={<SavedKey webhook={webhook} />}
    />
  );
}
