import type { Metadata } from "next";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { Section } from "@/components/domain/section";
import { can } from "@/lib/scope/scope";
import { healthRangeSchema } from "@/lib/statistics/schema";
import { loadTriggerTree } from "../../form/load-trigger-tree";
import { findFirstEventType, listEventTypesOf } from "../../form/trigger-tree";
import { loadWebhook } from "../load-webhook";
import { WebhookPageHeader } from "../webhook-page-header";
import { ChangesCard } from "./changes-card";
import { HealthCard } from "./health-card";
import { RecentDeliveries } from "./recent-deliveries";
import { SimulateEvent } from "./simulate-event";

interface Props {
  params: Promise<{ webhookId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { webhook } = await loadWebhook((await params).webhookId);
  return { title: `Health of ${webhook.name}` };
}

/** The health of a webhook over time, its recent deliveries, a form that simulates an event, and the webhook's changes. */
export default async function WebhookHealthPage({ params, searchParams }: Props) {
  const { scope, webhook, health, partnerName, since } = await loadWebhook((await params).webhookId);
  const tree = await loadTriggerTree(scope);
  const initialEventType = findFirstEventType(tree, listEventTypesOf(webhook));
  const range = healthRangeSchema.parse((await searchParams).range);
  const showDeliveries = can(scope, "deliveries:read");
  return (
    <>
      <WebhookPageHeader
        scope={scope}
        webhook={webhook}
        health={health}
        partnerName={partnerName}
        since={since}
        range={range}
        current="/health"
      />
      <div className="grid grid-cols-1 gap-5">
        {showDeliveries && <HealthCard scope={scope} webhookId={webhook.id} range={range} />}
        {showDeliveries && <RecentDeliveries scope={scope} webhookId={webhook.id} />}
        <Section
          title="Simulate an event"
          description="Sends a sample from the catalog, signed and retried like a real event. The history marks it as simulated."
        >
          <SimulateEvent webhookId={webhook.id} tree={tree} initialEventType={initialEventType} />
        </Section>
        <ChangesCard scope={scope} webhook={webhook} />
      </div>
    </>
  );
}
