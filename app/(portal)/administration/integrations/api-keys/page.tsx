import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { ListPage } from "@/components/data-table/list-page";
import { keysPageQuerySchema, keysPerPage, listApiKeys } from "@/lib/api-keys/list-api-keys";
import { integrationCrumbs } from "../crumbs";
import { loadPartnerSelection } from "../partners/partner-selection";
import { toApiKeyRows } from "./key-row";
import { KeysTable } from "./keys-table";

export const metadata: Metadata = { title: "API keys" };

export default async function ApiKeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("api-keys:write");
  const params = await searchParams;
  const [{ keys, ...counts }, { partners }] = await Promise.all([
    listApiKeys(scope, keysPageQuerySchema.parse(params)),
    loadPartnerSelection(scope, params),
  ]);
  return (
    <ListPage
      title="API keys"
      description="Programs use these keys to call the API. A key's scopes limit what it can do."
      crumbs={integrationCrumbs}
      create={{ label: "New API key", href: "/administration/integrations/api-keys/new" }}
      empty={
        counts.all === 0 && {
          icon: KeyRound,
          title: "No API keys yet",
          description: "Programs need an API key to send events and read deliveries.",
        }
      }
    >
      <KeysTable
        rows={toApiKeyRows(keys)}
        pagination={{ ...counts, size: keysPerPage }}
        partners={partners.choices}
      />
    </ListPage>
  );
}
