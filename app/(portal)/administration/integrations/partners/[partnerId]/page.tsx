import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageScope } from "@/app/api/auth/current-scope";
import { CopyButton } from "@/components/domain/copy-button";
import { Time } from "@/components/domain/time";
import { PageHeader } from "@/components/shell/page-header";
import { findPartner } from "@/lib/partners/find-partner";
import { can } from "@/lib/scope/scope";
import { partnerCrumbs } from "../../crumbs";
import { partnerKindLabel } from "../partner-kinds";
import { DayFigures } from "./day-figures";
import { OwnedSection, toApiKeysSection, toUsersSection, toWebhooksSection } from "./owned-section";
import { RenameForm } from "./rename-form";

interface Props {
  params: Promise<{ partnerId: string }>;
}

const loadPartner = cache(async (partnerId: string) => {
  const scope = await pageScope("partners:write");
  const partner = await findPartner(scope, partnerId);
  if (!partner) notFound();
  return { scope, partner };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { partner } = await loadPartner((await params).partnerId);
  return { title: partner.name };
}

/** A partner: its deliveries, webhooks, users and API keys. */
export default async function PartnerPage({ params }: Props) {
  const { scope, partner } = await loadPartner((await params).partnerId);
  const { id, name, kind, createdAt } = partner;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={partnerCrumbs}
        description={
          <span className="flex flex-wrap items-center gap-x-3">
            <span>
              {partnerKindLabel(kind)}, created <Time iso={createdAt.toISOString()} />
            </span>
            <span className="flex items-center gap-x-1">
              GUID <code className="font-mono text-xs wrap-anywhere">{id}</code>
              <CopyButton value={id} label="GUID" />
            </span>
          </span>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {can(scope, "deliveries:read") && <DayFigures partner={partner} />}
        {can(scope, "webhooks:read") && <OwnedSection {...toWebhooksSection(partner)} />}
        {can(scope, "users:write") && <OwnedSection {...toUsersSection(partner)} />}
        {can(scope, "api-keys:write") && <OwnedSection {...toApiKeysSection(partner)} />}
        <RenameForm key={name} partnerId={id} name={name} />
      </div>
    </>
  );
}
