import { CircleCheck, TriangleAlert } from "lucide-react";
import { Fact } from "@/components/domain/fact";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { countAffected, formatIncidentCount } from "@/components/incidents/describe-incident";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { IncidentView } from "@/lib/incidents/schema";
import { can, type Scope } from "@/lib/scope/scope";

/** What fails, since when, and how many deliveries it affects. */
export function FactsCard({ scope, incident }: { scope: Scope; incident: IncidentView }) {
  const { state, openedAt, closedAt, reopened, message, lastFailedAt, lastTraceId, totalFailed } = incident;
  const { held, failed } = countAffected(incident);
  const isOpen = state === "open";
  const canRead = can(scope, "deliveries:read");
  const listOf = (deliveryState: "held" | "failed", count: number) =>
    canRead && isOpen && count > 0
      ? historyHref("/deliveries", { webhookId: incident.webhookId, state: deliveryState })
      : undefined;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Details</h2>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Fact name="State">
            <IncidentStateBadge state={state} />
            {reopened > 0 && (
              <span className="ml-2">reopened {reopened === 1 ? "once" : `${reopened} times`}</span>
            )}
          </Fact>
          <Fact name="Since">
            <Time iso={openedAt} absolute />
          </Fact>
          <Fact name="Until">{closedAt ? <Time iso={closedAt} absolute /> : "Ongoing"}</Fact>
          <Fact name={isOpen ? "Held" : "Held at most"}>
            <TextLink alone href={listOf("held", held)}>
              {formatIncidentCount(held)}
            </TextLink>
          </Fact>
          <Fact name={isOpen ? "Failed" : "Failed in all"}>
            <TextLink alone href={listOf("failed", failed)}>
              {formatIncidentCount(failed)}
            </TextLink>
            {isOpen && totalFailed > failed && ` of ${totalFailed.toLocaleString("en")} since it was opened`}
          </Fact>
          <Fact name="Webhook">
            <WebhookFact scope={scope} incident={incident} />
          </Fact>
          <Fact name="Last error" className="col-span-full">
            {message} {lastFailedAt && <Time iso={lastFailedAt} />}{" "}
            {lastTraceId && canRead && (
              <TextLink alone href={deliveryHref(lastTraceId)}>
                View the delivery
              </TextLink>
            )}
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

function IncidentStateBadge({ state }: { state: IncidentView["state"] }) {
  const Icon = state === "open" ? TriangleAlert : CircleCheck;
  return (
    <Badge variant={state === "open" ? "warning" : "success"}>
      <Icon aria-hidden />
      {state === "open" ? "Open" : "Closed"}
    </Badge>
  );
}

function WebhookFact({
  scope,
  incident: { webhookId, webhookName, webhookState },
}: {
  scope: Scope;
  incident: IncidentView;
}) {
  const path = `/administration/integrations/webhooks/${webhookState === "deleted" ? "deleted/" : ""}${webhookId}`;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <TextLink alone href={can(scope, "webhooks:read") ? path : undefined}>
        {webhookName}
      </TextLink>
      {webhookState === "deleted" ? "deleted" : <WebhookStateBadge state={webhookState} />}
    </span>
  );
}
