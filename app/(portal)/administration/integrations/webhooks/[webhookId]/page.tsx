import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { WebhookStateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import { findWebhook } from "@/lib/webhooks/queries";
import { retryPresets } from "@/lib/webhooks/schema";
import { crumbs } from "../crumbs";
import { loadTree } from "../form/load-tree";
import { typesOf } from "../form/trigger-tree";
import { DeleteWebhook } from "./delete-webhook";
import { EditWebhookForm } from "./edit-webhook-form";
import { HeldBanner } from "./held-banner";
import { SendTest } from "./send-test";

interface Props {
  params: Promise<{ webhookId: string }>;
}

const load = cache(async (webhookId: string) => {
  const scope = await pageScope("webhooks:write");
  const webhook = await findWebhook(scope, webhookId);
  if (!webhook) notFound();
  return { scope, webhook };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { webhook } = await load((await params).webhookId);
  return { title: webhook.name };
}

export default async function WebhookPage({ params }: Props) {
  const { scope, webhook } = await load((await params).webhookId);
  const { id, name, state, stateChangedAt, stateChangedBy, heldDeliveries, updatedAt } = webhook;
  const chosen = webhook.triggers.map((trigger) =>
    typeof trigger === "string" ? trigger : trigger.eventType,
  );
  const tree = await loadTree(scope, chosen);
  const first = chosen.find((eventType) => eventType !== "*") ?? tree.flatMap(typesOf)[0]?.name ?? "";
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={name}
        crumbs={crumbs}
        description={
          <span className="flex flex-wrap items-center gap-x-2">
            <WebhookStateBadge state={state} />
            <span>
              since <Time iso={stateChangedAt} /> by {stateChangedBy}, last changed <Time iso={updatedAt} />
            </span>
          </span>
        }
      />
      <HeldBanner webhook={webhook} />
      <div className="grid gap-5">
        <EditWebhookForm key={id} webhook={webhook} tree={tree} presets={retryPresets} />
        <SendTest webhookId={id} tree={tree} first={first} />
        <DeleteWebhook webhookId={id} name={name} held={heldDeliveries} />
      </div>
    </div>
  );
}
