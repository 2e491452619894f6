import { KeyRound, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import { EmptyState } from "@/components/domain/empty-state";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { keysOnPage, keysPageSchema, listApiKeys } from "@/lib/api-keys/list-api-keys";
import { presetPartner } from "../partners/preset-partner";
import { keyRows } from "./key-row";
import { KeysTable } from "./keys-table";

export const metadata: Metadata = { title: "API Keys" };

export default async function ApiKeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("api-keys:write");
  const params = await searchParams;
  const [{ keys, ...counts }, { partners }] = await Promise.all([
    listApiKeys(scope, keysPageSchema.parse(params)),
    presetPartner(scope, params),
  ]);
  const create = (
    <Button asChild>
      <Link href="/administration/integrations/api-keys/new">
        <Plus aria-hidden />
        New API key
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API Keys"
        description="Which programs may call the API, and what each of them may do."
        crumbs={[{ label: "Administration" }, { label: "Integrations" }]}
      >
        {counts.all > 0 && create}
      </PageHeader>
      <Card>
        {counts.all === 0 ? (
          <EmptyState
            icon={KeyRound}
            title="No API key yet"
            description="A program sends events and reads deliveries with a key of its own."
          >
            {create}
          </EmptyState>
        ) : (
          <KeysTable
            rows={keyRows(keys)}
            paged={{ ...counts, size: keysOnPage }}
            partners={partners.choices}
          />
        )}
      </Card>
    </>
  );
}
