import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FailingWebhook, WebhooksNeedingAttention } from "@/lib/statistics/needs-attention";
import type { WebhookView } from "@/lib/webhooks/schema";
import { EnableDialog } from "../administration/integrations/webhooks/enable-dialog";
import { EnableWebhook } from "./enable-webhook";

const webhooksPath = "/administration/integrations/webhooks";
const formatCount = (count: number) => count.toLocaleString("en");

/** Webhooks that need attention: paused webhooks, which can be enabled here, and failing webhooks. */
export function NeedsAttention({
  webhooksNeedingAttention,
  canChange,
  canResend,
}: {
  webhooksNeedingAttention: WebhooksNeedingAttention;
  canChange: boolean;
  canResend: boolean;
}) {
  const { paused, pausedCount, failing, failingCount } = webhooksNeedingAttention;
  const morePaused = pausedCount - paused.length;
  const moreFailing = failingCount - failing.length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Needs attention</h2>
        </CardTitle>
        {pausedCount + failingCount > 0 && (
          <CardDescription>
            {formatCount(pausedCount)} paused, {formatCount(failingCount)} failing.
          </CardDescription>
        )}
      </CardHeader>
      {pausedCount + failingCount === 0 ? (
        <CardContent className="flex items-center gap-2 text-muted-foreground">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
          All enabled webhooks are healthy.
        </CardContent>
      ) : (
        <ul className="divide-y">
          {paused.map((webhook) => (
            <PausedRow key={webhook.id} webhook={webhook} canChange={canChange} canResend={canResend} />
          ))}
          {failing.map((webhook) => (
            <FailingRow key={webhook.id} webhook={webhook} />
          ))}
          {morePaused > 0 && (
            <li className="px-4 py-3 sm:px-5">
              <Link
                href={`${webhooksPath}?state=paused`}
                prefetch={false}
                className="font-medium text-primary hover:underline"
              >
                {formatCount(morePaused)} more paused {morePaused === 1 ? "webhook" : "webhooks"}
              </Link>
            </li>
          )}
          {moreFailing > 0 && (
            <li className="px-4 py-3 sm:px-5">
              {formatCount(moreFailing)} more failing {moreFailing === 1 ? "webhook" : "webhooks"}. The{" "}
              <Link href={webhooksPath} prefetch={false} className="font-medium text-primary hover:underline">
                list of webhooks
              </Link>{" "}
              shows the success rate of each one.
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}

const rowClass = "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5";
const nameLinkClass =
  "inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11";

function PausedRow({
  webhook,
  canChange,
  canResend,
}: {
  webhook: WebhookView;
  canChange: boolean;
  canResend: boolean;
}) {
  const { id, name, state, stateReason, stateChangedAt, heldDeliveries } = webhook;
  return (
    <li className={rowClass}>
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`${webhooksPath}/${id}`} prefetch={false} className={nameLinkClass}>
            {name}
          </Link>
          <WebhookStateBadge state={state} />
        </p>
        <p className="text-muted-foreground">
          {stateReason} Paused <Time iso={stateChangedAt} />, {formatCount(heldDeliveries)} held.
        </p>
      </div>
      {canChange && canResend && <EnableDialog id={id} name={name} />}
      {canChange && !canResend && <EnableWebhook id={id} name={name} held={heldDeliveries} />}
    </li>
  );
}

function FailingRow({ webhook: { id, name, retrying, since } }: { webhook: FailingWebhook }) {
  return (
    <li className={rowClass}>
      <div className="grid min-w-0 gap-0.5">
        <Link href={`${webhooksPath}/${id}`} prefetch={false} className={nameLinkClass}>
          {name}
        </Link>
        <p className="text-muted-foreground">
          Failing: {formatCount(retrying)} {retrying === 1 ? "delivery is" : "deliveries are"} being retried,
          the oldest from <Time iso={since} />.
        </p>
      </div>
      <Button variant="outline" asChild>
        <Link href={`${webhooksPath}/${id}/health`} prefetch={false}>
          View health<span className="sr-only"> of {name}</span>
        </Link>
      </Button>
    </li>
  );
}
