import { Webhook } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";

/** The empty state: no webhook exists, or none matches the search. */
export function NoWebhooks({ text }: { text: string }) {
  const hasNoWebhooks = text === "";
  return (
    <EmptyState
      icon={Webhook}
      title={hasNoWebhooks ? "No webhooks yet" : "No matching webhooks"}
      description={
        hasNoWebhooks ? "The code depends on a webhook's settings." : "Search by part of the name or URL."
      }
    >
      <Button asChild variant="outline">
        {hasNoWebhooks ? (
          <Link href="/administration/integrations/webhooks/new">Create a webhook</Link>
        ) : (
          <Link href="/developers/verify">Show all</Link>
        )}
      </Button>
    </EmptyState>
  );
}
