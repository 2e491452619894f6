import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { PageHeader } from "@/components/shell/page-header";
import { apiKeyScopes, permissions } from "@/lib/access/permissions";
import { listPartnerChoices } from "@/lib/access/queries";
import { may } from "@/lib/access/scope";
import { NewKey } from "./new-key";

export const metadata: Metadata = { title: "New API key" };

const crumbs = [
  { label: "Administration" },
  { label: "Integrations" },
  { label: "API Keys", href: "/administration/integrations/api-keys" },
];

/** Offers only what the person may do themselves: a key can do no more than its maker. */
export default async function NewApiKeyPage() {
  const scope = await pageScope("api-keys:write");
  const partners = scope.partnerId === null ? await listPartnerChoices(scope) : [];
  const scopes = apiKeyScopes
    .filter((name) => may(scope, name))
    .map((name) => ({ value: name, label: permissions[name], hint: name }));
  return (
    <div className="max-w-3xl">
      <PageHeader title="New API key" crumbs={crumbs} />
      <NewKey scopes={scopes} partners={partners} />
    </div>
  );
}
