import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { CreatePage } from "@/components/form/create-page";
import { apiKeyScopes, labelByPermission } from "@/lib/scope/permissions";
import { can } from "@/lib/scope/scope";
import { apiKeyCrumbs } from "../../crumbs";
import { loadPartnerSelection } from "../../partners/partner-selection";
import { NewApiKeySteps } from "./new-api-key-steps";

export const metadata: Metadata = { title: "New API key" };

/** Offers only the scopes that the user has: a key can do no more than the user who creates it. */
export default async function NewApiKeyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("api-keys:write");
  const partnerSelection = await loadPartnerSelection(scope, await searchParams);
  const scopes = apiKeyScopes
    .filter((name) => can(scope, name))
    .map((name) => ({ value: name, label: labelByPermission[name], hint: name }));
  return (
    <CreatePage title="New API key" crumbs={apiKeyCrumbs}>
      <NewApiKeySteps scopes={scopes} {...partnerSelection} />
    </CreatePage>
  );
}
