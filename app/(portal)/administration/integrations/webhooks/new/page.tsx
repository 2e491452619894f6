import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { CreatePage } from "@/components/form/create-page";
import { listDialects } from "@/lib/dialects/queries";
import { retryPresets } from "@/lib/webhooks/settings";
import { webhookCrumbs } from "../../crumbs";
import { presetPartner } from "../../partners/preset-partner";
import { loadTriggerTree } from "../form/load-trigger-tree";
import { newKeys, newValues } from "../form/new-values";
import { NewWebhookForm } from "./new-webhook-form";

export const metadata: Metadata = { title: "New Generic Webhook Configuration" };

export default async function NewWebhookPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("webhooks:write");
  const preset = await presetPartner(scope, await searchParams);
  return (
    <CreatePage title="New Generic Webhook Configuration" crumbs={webhookCrumbs}>
      <NewWebhookForm
        initial={newValues()}
        tree={await loadTriggerTree(scope)}
        presets={retryPresets}
        preset={preset}
        dialects={listDialects(scope)}
        newKeys={newKeys()}
      />
    </CreatePage>
  );
}
