"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { formatHeldCount } from "@/components/domain/format-number";
import { Section } from "@/components/domain/section";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { deleteWebhookAction } from "../actions";

export function DeleteWebhook({ webhookId, name, held }: { webhookId: string; name: string; held: number }) {
  const router = useRouter();
  const [deleting, startDeleting] = useTransition();
  const remove = () =>
    startDeleting(async () => {
      const result = await deleteWebhookAction(webhookId).catch(rejectMissingResponse);
      if (!result.ok) return void toast.error(result.message);
      toast.success(`Deleted “${name}”.`);
      router.replace("/administration/integrations/webhooks");
    });
  const heldNote = held > 0 ? ` ${formatHeldCount(held)} will be discarded.` : "";
  return (
    <Section
      title="Delete"
      description="Past deliveries stay in the history. Pending and held deliveries will be discarded."
    >
      <ConfirmDialog
        trigger={
          <Button variant="outline" className="w-fit text-destructive" aria-disabled={deleting}>
            {deleting ? "Deleting…" : "Delete webhook…"}
          </Button>
        }
        title={`Delete “${name}”?`}
        description={`The webhook will not receive any more events. This cannot be undone.${heldNote}`}
        confirm="Delete webhook"
        onConfirm={remove}
      />
    </Section>
  );
}
