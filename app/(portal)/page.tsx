import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { readPosition } from "@/lib/live/follow-watches";
import { can } from "@/lib/scope/scope";
import { listWebhooksNeedingAttention } from "@/lib/statistics/needs-attention";
import { overviewRangeSchema } from "@/lib/statistics/schema";
import { DeliveryOverview } from "./_overview/delivery-overview";
import { FirstStepsGuide } from "./_overview/first-steps-guide";
import { NeedsAttention } from "./_overview/needs-attention";
import { OpenDeliveriesCard } from "./_overview/open-deliveries-card";
import { CurrentJobs } from "./jobs/current-jobs";
import { Recover } from "./jobs/recover";

export const metadata: Metadata = { title: "Overview" };

/** Open to every signed-in user; each part checks its own permission. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope();
  const since = readPosition();
  const range = overviewRangeSchema.parse((await searchParams).range);
  const webhooksNeedingAttention = can(scope, "webhooks:read")
    ? await listWebhooksNeedingAttention(scope)
    : null;
  return (
    <>
      <PageHeader title="Overview">
        <LiveWatch watch={`overview?range=${range}`} since={since} />
        <LiveStatus />
        {webhooksNeedingAttention?.webhookCount !== 0 && <Recover scope={scope} />}
      </PageHeader>
      <div className="grid grid-cols-1 gap-5">
        <CurrentJobs scope={scope} />
        {webhooksNeedingAttention && (
          <FirstStepsGuide scope={scope} webhookCount={webhooksNeedingAttention.webhookCount} />
        )}
        {webhooksNeedingAttention && webhooksNeedingAttention.webhookCount > 0 && (
          <NeedsAttention
            webhooksNeedingAttention={webhooksNeedingAttention}
            canChange={can(scope, "webhooks:write")}
            canResend={can(scope, "deliveries:resend")}
          />
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
