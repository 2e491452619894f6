import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FailingWebhook, WebhooksNeedingAttention } from "@/lib/statistics/needs-attention";
import type { WebhookView } from "@/lib/webhooks/schema";
import { EnableWebhook } from "./enable-webhook";

const list = "/administration/integrations/webhooks";
const number = (count: number) => count.toLocaleString("en");

/** The webhooks that a person should look at now: Paused ones, with the way back, and failing ones. */
export function NeedsAttention({
  needed,
  canChange,
}: {
  needed: WebhooksNeedingAttention;
  canChange: boolean;
}) {
  const { paused, pausedCount, failing } = needed;
  const more = pausedCount - paused.length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Webhooks that need a person</h2>
        </CardTitle>
        {pausedCount + failing.length > 0 && (
          <CardDescription>
            {number(pausedCount)} Paused, {number(failing.length)} failing.
          </CardDescription>
        )}
      </CardHeader>
      {pausedCount + failing.length === 0 ? (
        <CardContent className="flex items-center gap-2 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          None. Every webhook that is Enabled delivers.
        </CardContent>
      ) : (
        <ul className="divide-y">
          {paused.map((webhook) => (
            <PausedWebhook key={webhook.id} webhook={webhook} canChange={canChange} />
          ))}
          {failing.map((webhook) => (
            <Failing key={webhook.id} webhook={webhook} />
          ))}
          {more > 0 && (
            <li className="px-4 py-3 sm:px-5">
              <Link href={`${list}?state=paused`} className="font-medium text-primary hover:underline">
                {number(more)} more {more === 1 ? "is" : "are"} Paused
              </Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}

const row = "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5";
const nameLink = "font-medium text-primary underline-offset-4 wrap-anywhere hover:underline";

function PausedWebhook({ webhook, canChange }: { webhook: WebhookView; canChange: boolean }) {
  const { id, name, state, stateReason, stateChangedAt, heldDeliveries } = webhook;
  return (
    <li className={row}>
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`${list}/${id}`} className={nameLink}>
            {name}
          </Link>
          <WebhookStateBadge state={state} />
        </p>
        <p className="text-muted-foreground">
          {stateReason} Paused <Time iso={stateChangedAt} />, {number(heldDeliveries)} held.
        </p>
      </div>
      {canChange && <EnableWebhook id={id} name={name} held={heldDeliveries} />}
    </li>
  );
}

function Failing({ webhook: { id, name, retrying, since } }: { webhook: FailingWebhook }) {
  return (
    <li className={row}>
      <div className="grid min-w-0 gap-0.5">
        <Link href={`${list}/${id}`} className={nameLink}>
          {name}
        </Link>
        <p className="text-muted-foreground">
          Failing: {number(retrying)} {retrying === 1 ? "delivery is" : "deliveries are"} being retried, the
          oldest made <Time iso={since} />. When its retries are used up, the webhook is paused.
        </p>
      </div>
      <Button variant="outline" asChild>
        <Link href={`${list}/${id}/health`}>
          See why<span className="sr-only"> {name} fails</span>
        </Link>
      </Button>
    </li>
  );
}
