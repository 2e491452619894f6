import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { PrintNote } from "@/components/domain/print-note";
import { EventDataCard } from "@/components/events/event-data-card";
import { EventFacts } from "@/components/events/event-facts";
import { StepList } from "@/components/events/step-list";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { findEventData } from "@/lib/events/timeline/event-data";
import { findEventTimeline } from "@/lib/events/timeline/queries";
import { computeRevision } from "../../live/compute-revision";
import { createWebhookHrefBuilder } from "../timeline-view";
import { loadEventSource } from "./load-event-source";

interface Props {
  params: Promise<{ eventId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Event …${(await params).eventId.slice(-6)}` };
}

/** One event: its facts, its steps and its data. */
export default async function EventPage({ params }: Props) {
  const scope = await pageScope("deliveries:read");
  const { eventId } = await params;
  const event = await findEventTimeline(scope, eventId);
  if (!event) notFound();
  return (
    <>
      <PageHeader title={event.title} crumbs={[{ label: "Events", href: "/events" }]}>
        <LiveWatch watch={`event?id=${eventId}`} revision={computeRevision(event)} />
        <LiveStatus />
      </PageHeader>
      <div className="grid grid-cols-1 gap-4">
        <PrintNote />
        <Card>
          <CardContent>
            <EventFacts event={event} source={await loadEventSource(scope, event)} />
          </CardContent>
        </Card>
        <Card>
          <CardHeader>
            <CardTitle>
              <h2>Timeline</h2>
            </CardTitle>
          </CardHeader>
          <CardContent className="grid gap-3">
            <StepList steps={event.steps} webhookHref={createWebhookHrefBuilder(scope)} />
            {event.deliveriesLeftOut > 0 && (
              <p>
                {event.deliveriesLeftOut.toLocaleString("en")} more{" "}
                {event.deliveriesLeftOut === 1 ? "delivery is" : "deliveries are"} not listed.
              </p>
            )}
          </CardContent>
        </Card>
        <EventDataCard data={await findEventData(scope, eventId)} />
      </div>
    </>
  );
}
