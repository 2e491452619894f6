import type { Metadata } from "next";
import { listDialects } from "@/lib/dialects/queries";
import { retryPresets } from "@/lib/webhooks/settings";
import { loadTriggerTree } from "../form/load-trigger-tree";
import { DeleteWebhook } from "./delete-webhook";
import { EditWebhookForm } from "./edit-webhook-form";
import { loadWebhook } from "./load-webhook";
import { WebhookPageHeader } from "./webhook-page-header";

interface Props {
  params: Promise<{ webhookId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { webhook } = await loadWebhook((await params).webhookId);
  return { title: webhook.name };
}

/** The settings of a webhook, below its health. */
export default async function WebhookPage({ params }: Props) {
  const { scope, webhook, health, partnerName } = await loadWebhook((await params).webhookId);
  const { id, name, heldDeliveries } = webhook;
  const chosenEventTypes = webhook.triggers.map((trigger) =>
    typeof trigger === "string" ? trigger : trigger.eventType,
  );
  return (
    <div className="max-w-4xl">
      <WebhookPageHeader
        scope={scope}
        webhook={webhook}
        health={health}
        partnerName={partnerName}
        current=""
      />
      <div className="grid grid-cols-1 gap-5">
        <EditWebhookForm
          key={id}
          webhook={webhook}
          tree={await loadTriggerTree(scope, chosenEventTypes)}
          presets={retryPresets}
          dialects={listDialects(scope)}
        />
        <DeleteWebhook webhookId={id} name={name} held={heldDeliveries} />
      </div>
    </div>
  );
}
