"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Section } from "@/components/domain/section";
import { noResponse } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { deleteWebhookAction } from "../actions";

export function DeleteWebhook({ webhookId, name, held }: { webhookId: string; name: string; held: number }) {
  const router = useRouter();
  const [deleting, startDeleting] = useTransition();
  const remove = () =>
    startDeleting(async () => {
      const answer = await deleteWebhookAction(webhookId).catch(noResponse);
      if (!answer.ok) return void toast.error(answer.message);
      toast.success(`Deleted “${name}”.`);
      router.replace("/administration/integrations/webhooks");
    });
  const open = held > 0 ? ` ${held.toLocaleString("en")} held deliveries are discarded with it.` : "";
  return (
    <Section
      title="Delete"
      description="Its deliveries stay in every history; those that are still open are discarded."
    >
      <ConfirmDialog
        trigger={
          <Button variant="outline" className="w-fit text-destructive" aria-disabled={deleting}>
            {deleting ? "Deleting…" : "Delete this webhook…"}
          </Button>
        }
        title={`Delete “${name}”?`}
        description={`It gets no events any more, and this cannot be undone.${open}`}
        confirm="Delete webhook"
        onConfirm={remove}
      />
    </Section>
  );
}
