"use client";

import { useMemo } from "react";
import { toast } from "sonner";
import { formatHeldCount } from "@/components/domain/format-number";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { DialectView } from "@/lib/dialects/schema";
import type { WebhookView } from "@/lib/webhooks/schema";
import { type SaveResult, updateWebhookAction } from "../actions";
import { type FormValues, toFormValues, toUpdateInput } from "../form/form-values";
import type { RetryPresets } from "../form/retry-plan";
import type { TriggerSystem } from "../form/trigger-tree";
import { useWebhookForm } from "../form/use-webhook-form";
import { WebhookForm } from "../form/webhook-form";
import { PreviousKeys } from "./previous-keys";
import { RevealKeyDialog } from "./reveal-key-dialog";
import { RotateKeyDialog } from "./rotate-key-dialog";

export function EditWebhookForm({
  webhook,
  tree,
  presets,
  dialects,
  newWebhook,
}: {
  webhook: WebhookView;
  tree: TriggerSystem[];
  presets: RetryPresets;
  dialects: DialectView[];
  /** The values of a new webhook: the defaults. */
  newWebhook: FormValues;
}) {
  const { id, state, heldDeliveries } = webhook;
  const initial = useMemo(() => toFormValues(webhook), [webhook]);
  const saveChanges = async (values: FormValues, saved: FormValues): Promise<SaveResult> => {
    const changed = toUpdateInput(values, saved);
    return Object.keys(changed).length === 0
      ? { ok: true, id, released: 0 }
      : updateWebhookAction(id, changed);
  };
  const webhookForm = useWebhookForm(initial, saveChanges, ({ released, warnings = [] }) => {
    const releasedNote = released > 0 ? [`Released: ${formatHeldCount(released)}.`] : [];
    toast.success("Saved.", { description: [...warnings, ...releasedNote].join(" ") || undefined });
  });
  return (
    <WebhookForm
      webhookForm={webhookForm}
      tree={tree}
      presets={presets}
      dialects={dialects}
      newWebhook={newWebhook}
      webhookId={id}
      savedState={state}
      held={heldDeliveries}
      keyField={<SavedKey webhook={webhook} />}
    />
  );
}

/** The key of a saved webhook, masked. The browser receives it only when the user reveals or rotates it. */
function SavedKey({ webhook }: { webhook: WebhookView }) {
  const { id, previousKeysValidUntil } = webhook;
  return (
    <div className="grid gap-1.5 sm:col-span-2">
      <Label htmlFor="saved-key">Key</Label>
      <div className="flex flex-wrap gap-1.5">
        <Input
          id="saved-key"
          readOnly
          value="••••••••••••••••"
          aria-describedby="saved-key-hint"
          className="w-44 font-mono"
        />
        <RevealKeyDialog webhookId={id} />
        <RotateKeyDialog webhook={webhook} />
      </div>
      <p id="saved-key-hint" className="text-xs text-muted-foreground">
        Stored encrypted. Revealing the key requires your password and is recorded in the audit trail.
      </p>
      {previousKeysValidUntil.length > 0 && (
        <p className="text-xs text-muted-foreground">
          <PreviousKeys ends={previousKeysValidUntil} />
        </p>
      )}
    </div>
  );
}
