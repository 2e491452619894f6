import { Handshake, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import { EmptyState } from "@/components/domain/empty-state";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listPartnerPage, partnersOnPage } from "@/lib/partners/list-page";
import { partnerPageSchema } from "@/lib/partners/schema";
import { PartnersTable } from "./partners-table";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("partners:write");
  const { partners, ...counts } = await listPartnerPage(scope, partnerPageSchema.parse(await searchParams));
  const create = (
    <Button asChild>
      <Link href="/administration/integrations/partners/new">
        <Plus aria-hidden />
        New partner
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Partners"
        description="Partners and customers with webhooks, API keys and people of their own, who see nothing else."
        crumbs={[{ label: "Administration" }, { label: "Integrations" }]}
      >
        {counts.all > 0 && create}
      </PageHeader>
      <Card>
        {counts.all === 0 ? (
          <EmptyState
            icon={Handshake}
            title="No partner yet"
            description="A partner's webhooks get only the events that name it, and its people and API keys see only what is its own."
          >
            {create}
          </EmptyState>
        ) : (
          <PartnersTable rows={partners} paged={{ ...counts, size: partnersOnPage }} />
        )}
      </Card>
    </>
  );
}
