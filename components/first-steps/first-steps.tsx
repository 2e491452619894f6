import { PartyPopper, Webhook, X } from "lucide-react";
import Link from "next/link";
import { curlApiCall } from "@/components/developers/curl-command";
import { entityHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FirstSteps as Progress } from "@/lib/first-steps/schema";
import { RefreshOnReturn } from "./refresh-on-return";
import { Code, Step } from "./step";

/**
 * From here to a webhook of one's own in two minutes; each step ticks itself off.
 * @param origin of this system, as the browser reached it
 * @param receiverUrl an address of the built-in receiver; null without the demo
 * @param dismiss puts the card away
 */
export function FirstSteps({
  progress,
  origin,
  receiverUrl,
  canCreateKeys,
  dismiss,
}: {
  progress: Progress;
  origin: string;
  receiverUrl: string | null;
  canCreateKeys: boolean;
  dismiss: () => Promise<void>;
}) {
  const { webhook, event, delivery, arrived, resent } = progress;
  const done = [webhook !== null, delivery !== null, arrived, resent];
  const current = done.indexOf(false);
  const count = done.filter(Boolean).length;
  const curl = curlApiCall(origin, {
    method: "POST",
    path: "/api/v1/events",
    body: event,
    authentication: "apiKey",
  });
  const state = (index: number) => (done[index] ? "done" : index === current ? "current" : "later");
  return (
    <Card>
      <CardHeader className="flex items-start justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>
            <h2>First steps</h2>
          </CardTitle>
          <CardDescription>
            {current === -1
              ? "You have seen the whole way of an event, and how to send it again."
              : `Your own webhook in two minutes: ${count} of ${done.length} done.`}
          </CardDescription>
        </div>
        <form action={dismiss}>
          <Button type="submit" variant="ghost" size="icon" aria-label="Put the first steps away">
            <X aria-hidden />
          </Button>
        </form>
      </CardHeader>
      <CardContent>
        <RefreshOnReturn />
        <ol className="grid gap-4">
          <Step state={state(0)} title="Create a webhook" doneText={webhook && <WebhookLink {...webhook} />}>
            <p>
              {receiverUrl
                ? "Give it the address of the built-in receiver, which stands for your server, and tick “Payment Reversed” among its event triggers."
                : "Say where events are sent and which. “Send test” in the form shows at once whether it is heard."}
            </p>
            {receiverUrl && <Code label="address" text={receiverUrl} />}
            <Button asChild className="w-fit">
              <Link href="/administration/integrations/webhooks/new">
                <Webhook aria-hidden />
                Create the first webhook
              </Link>
            </Button>
          </Step>
          <Step state={state(1)} title="Post the first event" doneText={`For ${delivery?.entityId}.`}>
            <p>
              Post it as the loan system would.{" "}
              {canCreateKeys ? (
                <>
                  <Link
                    href="/administration/integrations/api-keys/new"
                    className="text-primary underline underline-offset-4"
                  >
                    Make an API key
                  </Link>{" "}
                  that may send events, and put it
                </>
              ) : (
                "Put an API key that may send events"
              )}{" "}
              into the shell with <code className="font-mono text-xs">KEY=…</code> before.
            </p>
            <Code label="command" text={curl} />
          </Step>
          <Step state={state(2)} title="See it arrive" doneText={<HistoryLink delivery={delivery} />}>
            <p>
              The attempt, its answer and both payloads are in the history.{" "}
              <HistoryLink delivery={delivery} />
            </p>
          </Step>
          <Step state={state(3)} title="Send it again" doneText="Same trace ID, same bytes.">
            <p>
              Open the delivery and press Resend: the receiver gets the same bytes under the same trace ID.{" "}
              <HistoryLink delivery={delivery} />
            </p>
          </Step>
        </ol>
        {current === -1 && (
          <form action={dismiss} className="mt-4">
            <Button type="submit" variant="outline">
              <PartyPopper aria-hidden />
              Done: put this away
            </Button>
          </form>
        )}
      </CardContent>
    </Card>
  );
}

function WebhookLink({ id, name }: { id: string; name: string }) {
  return (
    <Link
      href={`/administration/integrations/webhooks/${id}`}
      className="text-primary underline underline-offset-4"
    >
      {name}
    </Link>
  );
}

function HistoryLink({ delivery }: Pick<Progress, "delivery">) {
  if (!delivery) return null;
  const { entityType, entityId } = delivery;
  return (
    <Link href={entityHref(entityType, entityId)} className="text-primary underline underline-offset-4">
      History of {entityId}
    </Link>
  );
}
