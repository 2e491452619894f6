import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { WebhookStateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { Scope } from "@/lib/access/scope";
import { listWebhooks } from "@/lib/webhooks/queries";
import { stateSchema, type WebhookView } from "@/lib/webhooks/schema";
import { CountList } from "./count-list";

const list = "/administration/integrations/webhooks";

/** How many webhooks are in each state, and those that wait for a person. */
export async function WebhookOverview({ scope }: { scope: Scope }) {
  const webhooks = await listWebhooks(scope);
  const paused = webhooks.filter(({ state }) => state === "paused");
  return (
    <>
      <Card>
        <CardHeader>
          <CardTitle>
            <h2>Paused webhooks that need a person</h2>
          </CardTitle>
        </CardHeader>
        {paused.length === 0 ? (
          <CardContent className="flex items-center gap-2 text-muted-foreground">
            <CircleCheck aria-hidden className="size-4 text-success" />
            None. Every webhook that is on is delivering.
          </CardContent>
        ) : (
          <ul className="divide-y">
            {paused.map((webhook) => (
              <PausedWebhook key={webhook.id} webhook={webhook} />
            ))}
          </ul>
        )}
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>
            <h2>Webhooks</h2>
          </CardTitle>
        </CardHeader>
        <CountList
          label="Webhooks by state"
          counts={stateSchema.options.map((state) => ({
            key: state,
            label: <WebhookStateBadge state={state} />,
            count: webhooks.filter((webhook) => webhook.state === state).length,
            href: `${list}?state=${state}`,
          }))}
        />
      </Card>
    </>
  );
}

function PausedWebhook({ webhook }: { webhook: WebhookView }) {
  const { id, name, stateReason, stateChangedAt, heldDeliveries } = webhook;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
      <div className="grid min-w-0 gap-0.5">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-muted-foreground">
          {stateReason} Paused <Time iso={stateChangedAt} />, {heldDeliveries.toLocaleString("en")} held.
        </p>
      </div>
      <Button variant="outline" asChild>
        <Link href={`${list}/${id}`}>
          Look at it<span className="sr-only">: {name}</span>
        </Link>
      </Button>
    </li>
  );
}
