import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { listHref, type SearchParams } from "@/components/cursor-list/list-query";
import { ListPage } from "@/components/data-table/list-page";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import { readPosition } from "@/lib/live/follow-watches";
import { fetchPartnerNames } from "@/lib/partners/choices";
import { can } from "@/lib/scope/scope";
import { fetchWebhookStatistics } from "@/lib/statistics/webhook-statistics";
import { listWebhookPage, webhookPageQuerySchema, webhooksPerPage } from "@/lib/webhooks/list-page";
import { integrationCrumbs } from "../crumbs";
import { loadPartnerSelection } from "../partners/partner-selection";
import { toWebhookRows } from "./webhook-row";
import { WebhooksTable } from "./webhooks-table";

export const metadata: Metadata = { title: "Webhooks Configurations" };

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("webhooks:read");
  const eventTypes = can(scope, "event-types:read") ? listEventTypeChoices(scope) : [];
  const params = await searchParams;
  const since = readPosition();
  const query = webhookPageQuerySchema.parse(params);
  const { partners } = await loadPartnerSelection(scope, params);
  const { webhooks, ...counts } = await listWebhookPage(scope, query);
  const statistics = fetchWebhookStatistics(
    scope,
    webhooks.map(({ id }) => id),
  );
  const partnerNames = fetchPartnerNames(
    scope,
    webhooks.map(({ partnerId }) => partnerId),
  );
  const rows = toWebhookRows(webhooks, await eventTypes, await statistics, await partnerNames);
  return (
    <ListPage
      title="Webhooks Configurations"
      description="Where events are sent, and how they are signed."
      crumbs={integrationCrumbs}
      create={
        can(scope, "webhooks:write")
          ? { label: "New Generic Webhook Configuration", href: "/administration/integrations/webhooks/new" }
          : null
      }
      empty={
        counts.all === 0 && {
          icon: Webhook,
          title: "No webhooks yet",
          description: "A webhook sends a signed POST to your URL whenever one of its events occurs.",
        }
      }
    >
      <div className="border-b px-3 py-2.5 empty:hidden print:hidden">
        <LiveStatus />
      </div>
      <LiveWatch watch={listHref("webhooks", { ...query, page: String(query.page) })} since={since} />
      <WebhooksTable
        rows={rows}
        pagination={{ ...counts, size: webhooksPerPage }}
        partners={partners.choices}
      />
    </ListPage>
  );
}
