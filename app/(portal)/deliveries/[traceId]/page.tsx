import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { DeliveryBody } from "@/components/history/delivery-body";
import { DeliveryFacts } from "@/components/history/delivery-facts";
import { readQuery, type SearchParams } from "@/components/history/history-query";
import { PrintNote } from "@/components/history/print-note";
import { ResendButton } from "@/components/history/resend-button";
import { previewResend } from "@/components/history/resend-preview";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardContent } from "@/components/ui/card";
import { findDelivery } from "@/lib/deliveries/queries";
import { can } from "@/lib/scope/scope";
import { loadDeliveryBody } from "../load-payloads";
import { resend } from "../resend-action";
import { AttemptsCard } from "./attempts-card";

interface Props {
  params: Promise<{ traceId: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Delivery …${(await params).traceId.slice(-6)}` };
}

/** One delivery: what it is, every attempt, and the bytes that each of them sends. */
export default async function DeliveryPage({ params, searchParams }: Props) {
  const scope = await pageScope("deliveries:read");
  const delivery = await findDelivery(scope, (await params).traceId);
  if (!delivery) notFound();
  const webhookHref = can(scope, "webhooks:read")
    ? `/administration/integrations/webhooks/${delivery.webhookId}`
    : undefined;
  return (
    <>
      <PageHeader title={delivery.eventTitle} crumbs={[{ label: "Deliveries", href: "/deliveries" }]}>
        {delivery.attempts.length > 0 && can(scope, "deliveries:resend") && (
          <ResendButton facts={previewResend(delivery)} action={resend} />
        )}
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <Card>
          <CardContent>
            <DeliveryFacts delivery={delivery} webhookHref={webhookHref} />
          </CardContent>
        </Card>
        <AttemptsCard scope={scope} delivery={delivery} open={readQuery(await searchParams).open} />
        <DeliveryBody traceId={delivery.traceId} payload={await loadDeliveryBody(scope, delivery)} />
      </div>
    </>
  );
}
