import type { Metadata } from "next";
import { can } from "@/lib/scope/scope";
import { loadTriggerTree } from "../../form/load-trigger-tree";
import { listEventTypesIn } from "../../form/trigger-tree";
import { loadWebhook } from "../load-webhook";
import { WebhookPageHeader } from "../webhook-page-header";
import { ChangesCard } from "./changes-card";
import { RecentDeliveries } from "./recent-deliveries";
import { SimulateEvent } from "./simulate-event";

interface Props {
  params: Promise<{ webhookId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { webhook } = await loadWebhook((await params).webhookId);
  return { title: `Health of ${webhook.name}` };
}

/** The recent deliveries of a webhook, and its changes. */
export default async function WebhookHealthPage({ params }: Props) {
  const { scope, webhook, health, owner } = await loadWebhook((await params).webhookId);
  const tree = await loadTriggerTree(scope);
  const triggers = webhook.triggers.map((one) => (typeof one === "string" ? one : one.eventType));
  const first =
    triggers.find((eventType) => eventType !== "*") ?? tree.flatMap(listEventTypesIn)[0]?.name ?? "";
  const showDeliveries = can(scope, "deliveries:read");
  return (
    <div className="max-w-4xl">
      <WebhookPageHeader scope={scope} webhook={webhook} health={health} owner={owner} current="/health" />
      <div className="grid grid-cols-1 gap-5">
        {showDeliveries && <RecentDeliveries scope={scope} webhookId={webhook.id} />}
        <SimulateEvent webhookId={webhook.id} tree={tree} first={first} />
        <ChangesCard scope={scope} webhook={webhook} />
      </div>
    </div>
  );
}
