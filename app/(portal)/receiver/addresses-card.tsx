import { Inbox } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/domain/empty-state";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { ReceiverAddress } from "@/lib/demo-receiver/schema";
import { labelByBehaviour } from "@/lib/demo-receiver/schema";
import { BehaviourSelect } from "./behaviour-select";

/** The receiver's paths, each with its webhooks and its response. */
export function AddressesCard({
  addresses,
  canChange,
}: {
  addresses: ReceiverAddress[];
  canChange: boolean;
}) {
  return (
    <Card className="h-fit">
      <CardHeader>
        <CardTitle>
          <h2>Responses</h2>
        </CardTitle>
        <CardDescription>
          How each path responds. Changes last until Hookledger restarts. To see their effect on an existing
          delivery, resend it or wait for its next retry.
        </CardDescription>
      </CardHeader>
      {addresses.length === 0 ? (
        <EmptyState icon={Inbox} title="No webhooks use this receiver" />
      ) : (
        <ul className="divide-y">
          {addresses.map((address) => (
            <li
              key={address.path}
              className="grid items-center gap-x-6 gap-y-2 px-4 py-2.5 sm:max-xl:grid-cols-[1fr_20rem] sm:px-5"
            >
              <div className="min-w-0">
                <p className="font-mono text-xs wrap-anywhere">{address.path}</p>
                <WebhookLinks webhooks={address.webhooks} />
              </div>
              {canChange ? (
                <BehaviourSelect key={address.configuredBehaviour} {...address} />
              ) : (
                <p>{labelByBehaviour[address.configuredBehaviour ?? address.pathBehaviour]}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function WebhookLinks({ webhooks }: Pick<ReceiverAddress, "webhooks">) {
  if (webhooks.length === 0) return <p className="text-muted-foreground">No webhook sends to this path.</p>;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {webhooks.map(({ id, name }) => (
        <li key={id}>
          <Link
            href={`/administration/integrations/webhooks/${id}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
