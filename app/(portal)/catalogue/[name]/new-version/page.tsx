import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { decodePathSegment } from "@/app/(portal)/decode-path-segment";
import { pageScope } from "@/app/api/auth/current-scope";
import { CreatePage } from "@/components/form/create-page";
import { findEventType } from "@/lib/catalogue/queries";
import { customSystem } from "@/lib/catalogue/schema";
import { toDraft } from "../../content-draft";
import { catalogueCrumbs } from "../../labels";
import { NewVersionForm } from "./new-version-form";

export const metadata: Metadata = { title: "New version" };

export default async function NewVersionPage({ params }: { params: Promise<{ name: string }> }) {
  const scope = await pageScope("event-types:write");
  const eventType = await findEventType(scope, decodePathSegment((await params).name));
  if (eventType?.system !== customSystem) notFound();
  const { name, title, version } = eventType;
  return (
    <CreatePage
      title={`Version ${version + 1} of ${title}`}
      description={`Webhooks that use version ${version} keep using it until you update their triggers, and receive only the fields in its schema.`}
      crumbs={[...catalogueCrumbs, { label: title, href: `/catalogue/${encodeURIComponent(name)}` }]}
    >
      <NewVersionForm name={name} version={version + 1} current={toDraft(eventType)} />
    </CreatePage>
  );
}
