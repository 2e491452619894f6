import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import { EmptyState } from "@/components/domain/empty-state";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listEventTypeChoices } from "@/lib/catalogue/queries";
import { partnerNames } from "@/lib/partners/choices";
import { can } from "@/lib/scope/scope";
import { webhookStatistics } from "@/lib/statistics/webhook-statistics";
import { listWebhookPage, webhookPageSchema, webhooksOnPage } from "@/lib/webhooks/list-page";
import { presetPartner } from "../partners/preset-partner";
import { webhookRows } from "./webhook-row";
import { WebhooksTable } from "./webhooks-table";

export const metadata: Metadata = { title: "Webhooks Configurations" };

export default async function WebhooksPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("webhooks:read");
  const eventTypes = can(scope, "event-types:read") ? listEventTypeChoices(scope) : [];
  const params = await searchParams;
  const asked = webhookPageSchema.parse(params);
  const { partners } = await presetPartner(scope, params);
  const { webhooks, ...counts } = await listWebhookPage(scope, asked);
  const statistics = webhookStatistics(
    scope,
    webhooks.map(({ id }) => id),
  );
  const owners = partnerNames(
    scope,
    webhooks.map(({ partnerId }) => partnerId),
  );
  const rows = webhookRows(webhooks, await eventTypes, await statistics, await owners);
  const create = can(scope, "webhooks:write") && (
    <Button asChild>
      <Link href="/administration/integrations/webhooks/new">
        <Plus aria-hidden />
        New Generic Webhook Configuration
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks Configurations"
        description="Who is told of which events, where, and with which key."
        crumbs={[{ label: "Administration" }, { label: "Integrations" }]}
      >
        {counts.all > 0 && create}
      </PageHeader>
      <Card>
        {counts.all === 0 ? (
          <EmptyState
            icon={Webhook}
            title="No webhook yet"
            description="A webhook sends a signed POST to a URL of yours whenever one of its events happens."
          >
            {create}
          </EmptyState>
        ) : (
          <WebhooksTable
            rows={rows}
            paged={{ ...counts, size: webhooksOnPage }}
            partners={partners.choices}
          />
        )}
      </Card>
    </>
  );
}
