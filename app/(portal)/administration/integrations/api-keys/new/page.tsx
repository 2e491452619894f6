import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { apiKeyScopes, permissions } from "@/lib/scope/permissions";
import { can } from "@/lib/scope/scope";
import { presetPartner } from "../../partners/preset-partner";
import { NewKey } from "./new-key";

export const metadata: Metadata = { title: "New API key" };

const crumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "API Keys", href: "/administration/integrations/api-keys" },
];

/** Offers only what the person may do themselves: a key can do no more than its maker. */
export default async function NewApiKeyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("api-keys:write");
  const preset = await presetPartner(scope, await searchParams);
  const scopes = apiKeyScopes
    .filter((name) => can(scope, name))
    .map((name) => ({ value: name, label: permissions[name], hint: name }));
  return (
    <div className="max-w-3xl">
      <PageHeader title="New API key" crumbs={crumbs} />
      <NewKey scopes={scopes} {...preset} />
    </div>
  );
}
