import { Webhook } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { Button } from "@/components/ui/button";

/** No webhook to choose: there is none, or none that fits what was looked for. */
export function NothingToVerify({ text }: { text: string }) {
  const none = text === "";
  return (
    <EmptyState
      icon={Webhook}
      title={none ? "No webhook yet" : "No webhook fits"}
      description={none ? "Code and checker are made from a webhook." : "Look for a part of its name or URL."}
    >
      <Button asChild variant="outline">
        {none ? (
          <Link href="/administration/integrations/webhooks/new">Create a webhook</Link>
        ) : (
          <Link href="/developers/verify">Show all</Link>
        )}
      </Button>
    </EmptyState>
  );
}
