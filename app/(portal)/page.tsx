import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/lib/access/scope";
import { DeliveryOverview } from "./delivery-overview";
import { WebhookOverview } from "./webhook-overview";

export const metadata: Metadata = { title: "Overview" };

/** Each part is shown to whom it may be shown; everybody who is signed in may come here. */
export default async function OverviewPage() {
  const scope = await pageScope();
  return (
    <>
      <PageHeader title="Overview" />
      <div className="grid gap-5">
        {may(scope, "webhooks:read") && <WebhookOverview scope={scope} />}
        {may(scope, "deliveries:read") && <DeliveryOverview scope={scope} />}
      </div>
    </>
  );
}
