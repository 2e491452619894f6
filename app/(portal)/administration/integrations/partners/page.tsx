import { Handshake } from "lucide-react";
import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { ListPage } from "@/components/data-table/list-page";
import { listPartnerPage, partnersPerPage } from "@/lib/partners/list-page";
import { partnerPageQuerySchema } from "@/lib/partners/schema";
import { integrationCrumbs } from "../crumbs";
import { PartnersTable } from "./partners-table";

export const metadata: Metadata = { title: "Partners" };

export default async function PartnersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("partners:write");
  const { partners, ...counts } = await listPartnerPage(
    scope,
    partnerPageQuerySchema.parse(await searchParams),
  );
  return (
    <ListPage
      title="Partners"
      description="Partners and customers with their own webhooks, API keys and users. They see only their own data."
      crumbs={integrationCrumbs}
      create={{ label: "New partner", href: "/administration/integrations/partners/new" }}
      empty={
        counts.all === 0 && {
          icon: Handshake,
          title: "No partners yet",
          description:
            "A partner's webhooks get only the partner's own events and the lender's events that name the partner. The partner's users and API keys see only the partner's data.",
        }
      }
    >
      <PartnersTable rows={partners} pagination={{ ...counts, size: partnersPerPage }} />
    </ListPage>
  );
}
