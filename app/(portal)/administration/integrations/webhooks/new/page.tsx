import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { PageHeader } from "@/components/shell/page-header";
import { listDialects } from "@/lib/dialects/queries";
import { retryPresets } from "@/lib/webhooks/settings";
import { webhookCrumbs } from "../../crumbs";
import { loadPartnerSelection } from "../../partners/partner-selection";
import { loadTriggerTree } from "../form/load-trigger-tree";
import { buildNewFormValues, generateKeysByDialect } from "../form/new-webhook-values";
import { NewWebhookForm } from "./new-webhook-form";

export const metadata: Metadata = { title: "New Generic Webhook Configuration" };

export default async function NewWebhookPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("webhooks:write");
  const partnerSelection = await loadPartnerSelection(scope, await searchParams);
  return (
    <>
      <PageHeader title="New Generic Webhook Configuration" crumbs={webhookCrumbs} />
      <NewWebhookForm
        initial={buildNewFormValues()}
        tree={await loadTriggerTree(scope)}
        presets={retryPresets}
        partnerSelection={partnerSelection}
        dialects={listDialects(scope)}
        newKeys={generateKeysByDialect()}
      />
    </>
  );
}
