import { PartyPopper, Webhook, X } from "lucide-react";
import Link from "next/link";
import { buildApiCurlCommand } from "@/components/developers/curl-command";
import { entityHref } from "@/components/history/history-href";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FirstSteps as Progress } from "@/lib/first-steps/schema";
import { RefreshOnReturn } from "./refresh-on-return";
import { CopyableText, Step } from "./step";

/**
 * Steps that lead a new user to the first webhook. A step is done when the ledger shows that the user has done it.
 * @param origin the origin of this system, as the browser reached it
 * @param receiverUrl a URL of the built-in receiver; null without the demo
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
  const isDoneByStep = [webhook !== null, delivery !== null, arrived, resent];
  const current = isDoneByStep.indexOf(false);
  const doneCount = isDoneByStep.filter(Boolean).length;
  const curl = buildApiCurlCommand(origin, {
    method: "POST",
    path: "/api/v1/events",
    body: event,
    authentication: "apiKey",
  });
  const state = (index: number) => (isDoneByStep[index] ? "done" : index === current ? "current" : "later");
  return (
    <Card>
      <CardHeader className="flex items-start justify-between gap-3">
        <div className="grid gap-1">
          <CardTitle>
            <h2>First steps</h2>
          </CardTitle>
          <CardDescription>
            {current === -1
              ? "You have followed an event from the API to a receiver, and resent its delivery."
              : `Set up a webhook in two minutes. ${doneCount} of ${isDoneByStep.length} steps done.`}
          </CardDescription>
        </div>
        <form action={dismiss}>
          <Button type="submit" variant="ghost" size="icon" aria-label="Dismiss first steps">
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
                ? "Enter the URL of the built-in receiver, which stands in for your server, and select the event trigger “Payment Reversed”."
                : "Enter the URL of your receiver and select event triggers. “Send test” in the form shows how the receiver responds."}
            </p>
            {receiverUrl && <CopyableText label="URL" text={receiverUrl} />}
            <Button asChild className="w-fit">
              <Link href="/administration/integrations/webhooks/new">
                <Webhook aria-hidden />
                Create webhook
              </Link>
            </Button>
          </Step>
          <Step state={state(1)} title="Send an event" doneText={`For ${delivery?.entityId}`}>
            <p>
              Send an event as your loan system would.{" "}
              {canCreateKeys ? (
                <>
                  <Link
                    href="/administration/integrations/api-keys/new"
                    className="text-primary underline underline-offset-4"
                  >
                    Create an API key
                  </Link>{" "}
                  with the scope <code className="font-mono text-xs">events:write</code>, and assign it
                </>
              ) : (
                <>
                  Assign an API key with the scope <code className="font-mono text-xs">events:write</code>
                </>
              )}{" "}
              to a shell variable with <code className="font-mono text-xs">KEY=…</code> first.
            </p>
            <CopyableText label="command" text={curl} />
          </Step>
          <Step state={state(2)} title="See the delivery" doneText={<HistoryLink delivery={delivery} />}>
            <p>
              The history shows the attempt, its response and both payloads.{" "}
              <HistoryLink delivery={delivery} />
            </p>
          </Step>
          <Step state={state(3)} title="Resend the delivery" doneText="Same trace ID, same bytes">
            <p>
              Open the delivery and select Resend: the receiver gets the same bytes with the same trace ID.{" "}
              <HistoryLink delivery={delivery} />
            </p>
          </Step>
        </ol>
        {current === -1 && (
          <form action={dismiss} className="mt-4">
            <Button type="submit" variant="outline">
              <PartyPopper aria-hidden />
              Done
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
