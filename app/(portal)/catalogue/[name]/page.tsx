import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { decodeForTitle, decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { pageScope } from "@/app/api/auth/current-scope";
import { findEventType, listSubscribedWebhooks } from "@/lib/catalogue/queries";
import { customSystem, ownSystem } from "@/lib/catalogue/schema";
import { renderSampleBodies } from "@/lib/dialects/sample-bodies";
import { can } from "@/lib/scope/scope";
import { EarlierVersions, SampleSection, SchemaSection } from "./content-sections";
import { EventTypePageHeader } from "./event-type-page-header";
import { EventTypeSettings } from "./settings";
import { SubscribedWebhooks } from "./subscribed-webhooks";

interface Props {
  params: Promise<{ name: string }>;
}

const loadEventType = cache(async (name: string) => {
  const scope = await pageScope("event-types:read");
  const eventType = await findEventType(scope, name);
  if (!eventType) notFound();
  return { scope, eventType };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { eventType } = await loadEventType(decodeForTitle((await params).name));
  return { title: eventType.title };
}

export default async function EventTypePage({ params }: Props) {
  const { scope, eventType } = await loadEventType(decodePathSegment((await params).name));
  const { name, schema, version, earlierVersions, webhooks, system, validation, deprecated } = eventType;
  const isCustom = system === customSystem;
  const canChange = can(scope, "event-types:write");
  const [bodies, subscribed] = await Promise.all([
    renderSampleBodies(scope, name),
    listSubscribedWebhooks(scope, name, 10),
  ]);
  return (
    <>
      <EventTypePageHeader eventType={eventType} canAddVersion={canChange && isCustom} />
      <div className="grid grid-cols-1 gap-5">
        <SchemaSection version={version} schema={schema} />
        <SampleSection bodies={bodies} />
        <SubscribedWebhooks count={webhooks} subscribed={subscribed} canOpen={can(scope, "webhooks:read")} />
        {canChange && system !== ownSystem && (
          <EventTypeSettings
            name={name}
            isCustom={isCustom}
            validation={validation}
            deprecated={deprecated}
          />
        )}
        {earlierVersions.length > 0 && <EarlierVersions versions={earlierVersions} />}
      </div>
    </>
  );
}
