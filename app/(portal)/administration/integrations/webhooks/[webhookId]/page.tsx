import type { Metadata } from "next";
import { listDialects } from "@/lib/dialects/queries";
import { getSignatureFormat, type SigningSettings } from "@/lib/dialects/signature-format";
import { retryPresets } from "@/lib/webhooks/settings";
import { loadTriggerTree } from "../form/load-trigger-tree";
import { buildNewFormValues } from "../form/new-webhook-values";
import { findFirstEventType, listEventTypesOf } from "../form/trigger-tree";
import { CreatedGuide } from "./created-guide";
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
  const { scope, webhook, health, partnerName, since } = await loadWebhook((await params).webhookId);
  const { id, name, heldDeliveries } = webhook;
  const chosenEventTypes = listEventTypesOf(webhook);
  const tree = await loadTriggerTree(scope, chosenEventTypes);
  return (
    <>
      <WebhookPageHeader
        scope={scope}
        webhook={webhook}
        health={health}
        partnerName={partnerName}
        since={since}
        current=""
      />
      <div className="grid grid-cols-1 gap-5">
        <CreatedGuide
          webhookId={id}
          verification={getVerification(webhook)}
          tree={tree}
          initialEventType={findFirstEventType(tree, chosenEventTypes)}
        />
        <EditWebhookForm
          key={id}
          webhook={webhook}
          tree={tree}
          presets={retryPresets}
          dialects={listDialects(scope)}
          newWebhook={{ ...buildNewFormValues(), key: "" }}
        />
        <DeleteWebhook webhookId={id} name={name} held={heldDeliveries} />
      </div>
    </>
  );
}

/** What a receiver needs to verify signatures: the webhook's key, its public key, or nothing if there are no signatures. */
function getVerification(webhook: SigningSettings): "key" | "publicKey" | "none" {
  const format = getSignatureFormat(webhook);
  if (format === null) return "none";
  return format.kind !== "body" && format.scheme !== "hmac" ? "publicKey" : "key";
}
