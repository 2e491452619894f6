import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PrintNote } from "@/components/domain/print-note";
import { DeliveryFacts } from "@/components/history/attempt/delivery-facts";
import { readHistoryQuery } from "@/components/history/filters/history-query";
import { deliveryBodyHref } from "@/components/history/history-href";
import { PayloadSection } from "@/components/payload/payload-section";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { hideOneTimeCodes } from "@/lib/deliveries/hide-one-time-codes";
import { findDelivery } from "@/lib/deliveries/queries";
import { can } from "@/lib/scope/scope";
import { loadDeliveryBody } from "../load-payloads";
import { AttemptsCard } from "./attempts-card";
import { DeliveryActions } from "./delivery-actions";

interface Props {
  params: Promise<{ traceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Delivery …${(await params).traceId.slice(-6)}` };
}

/** One delivery: its facts, its attempts, and the body that each attempt sends. */
export default async function DeliveryPage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const foundDelivery = await findDelivery(scope, (await params).traceId);
  const [delivery] = await hideOneTimeCodes(foundDelivery ? [foundDelivery] : []);
  if (!delivery) notFound();
  const ahead = delivery.waitsFor === null ? null : await findDelivery(scope, delivery.waitsFor);
  const webhookHref = can(scope, "webhooks:read")
    ? `/administration/integrations/webhooks/${delivery.webhookId}`
    : undefined;
  return (
    <>
      <PageHeader title={delivery.eventTitle} crumbs={[{ label: "Deliveries", href: "/deliveries" }]}>
        <DeliveryActions scope={scope} delivery={delivery} />
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <Card>
          <CardContent>
            <DeliveryFacts delivery={delivery} ahead={ahead} webhookHref={webhookHref} />
          </CardContent>
        </Card>
        <AttemptsCard scope={scope} delivery={delivery} open={readHistoryQuery(await searchParams).open} />
        <Card>
          <CardHeader>
            <CardTitle>
              <h2>Body</h2>
            </CardTitle>
          </CardHeader>
          <CardContent>
            <PayloadSection
              href={deliveryBodyHref(delivery.traceId)}
              which="request"
              payload={await loadDeliveryBody(scope, delivery)}
              missing="Deleted after the retention period. The delivery cannot be resent."
            />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
