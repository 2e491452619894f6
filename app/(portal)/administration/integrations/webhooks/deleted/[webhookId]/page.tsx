import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { Time } from "@/components/domain/time";
import { historyHref } from "@/components/history/history-href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { can } from "@/lib/scope/scope";
import { findDeletedWebhook } from "@/lib/webhooks/find-deleted";
import { webhookCrumbs } from "../../../crumbs";

export const metadata: Metadata = { title: "Deleted webhook" };

/** The target of links to a deleted webhook: when and by whom it was deleted, and its deliveries. */
export default async function DeletedWebhookPage({ params }: { params: Promise<{ webhookId: string }> }) {
  const scope = await pageScope("webhooks:read");
  const webhook = await findDeletedWebhook(scope, (await params).webhookId);
  if (!webhook) notFound();
  const { id, name, deletedAt, deletedBy } = webhook;
  return (
    <>
      <PageHeader title={name} crumbs={webhookCrumbs} />
      <Card className="grid max-w-2xl gap-4 p-4">
        <p>
          This webhook was deleted <Time iso={deletedAt} absolute />
          {deletedBy && ` by ${deletedBy}`}. Its deliveries stay in the history.
        </p>
        {can(scope, "deliveries:read") && (
          <Button asChild variant="outline" className="w-fit">
            <Link href={historyHref("/deliveries", { webhookId: id })}>View its deliveries</Link>
          </Button>
        )}
      </Card>
    </>
  );
}
