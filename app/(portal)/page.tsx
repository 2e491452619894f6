import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PageHeader } from "@/components/shell/page-header";
import { can } from "@/lib/scope/scope";
import { listWebhooksNeedingAttention } from "@/lib/statistics/needs-attention";
import { overviewRangeSchema } from "@/lib/statistics/schema";
import { DeliveryOverview } from "./_overview/delivery-overview";
import { FirstStepsGuide } from "./_overview/first-steps-guide";
import { NeedsAttention } from "./_overview/needs-attention";
import { OpenDeliveriesCard } from "./_overview/open-deliveries-card";

export const metadata: Metadata = { title: "Overview" };

/** Open to every signed-in user; each part checks its own permission. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope();
  const range = overviewRangeSchema.parse((await searchParams).range);
  const needed = can(scope, "webhooks:read") ? await listWebhooksNeedingAttention(scope) : null;
  return (
    <>
      <PageHeader title="Overview" />
      <div className="grid grid-cols-1 gap-5">
        {needed && <FirstStepsGuide scope={scope} webhooks={needed.webhookCount} />}
        {needed && needed.webhookCount > 0 && (
          <NeedsAttention needed={needed} canChange={can(scope, "webhooks:write")} />
        )}
        {can(scope, "deliveries:read") && (
          <>
            <DeliveryOverview scope={scope} range={range} />
            <OpenDeliveriesCard scope={scope} />
          </>
        )}
      </div>
    </>
  );
}
