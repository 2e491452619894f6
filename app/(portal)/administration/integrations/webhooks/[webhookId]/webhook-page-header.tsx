import Link from "next/link";
import { listHref } from "@/components/cursor-list/list-query";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { PageTabs } from "@/components/shell/page-tabs";
import { Card } from "@/components/ui/card";
import { can, type Scope } from "@/lib/scope/scope";
import type { HealthRange } from "@/lib/statistics/schema";
import type { WebhookHealth } from "@/lib/statistics/webhook-health";
import type { WebhookView } from "@/lib/webhooks/schema";
import { CurrentJobs } from "../../../../jobs/current-jobs";
import { Recover } from "../../../../jobs/recover";
import { webhookCrumbs } from "../../crumbs";
import { HealthFigures } from "./health-figures";
import { HeldBanner } from "./held-banner";

const partnerLinkClass =
  "inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11";

const tabs = [
  { label: "Settings", path: "" },
  { label: "Health and history", path: "/health" },
  { label: "Verify signatures", path: "/verify" },
];

/** The header of each page of a webhook: name, state, held deliveries, health and tabs. */
export function WebhookPageHeader({
  scope,
  webhook,
  health,
  partnerName,
  since,
  range,
  current,
}: {
  scope: Scope;
  webhook: WebhookView;
  health: WebhookHealth;
  /** The name of the webhook's partner; null if the webhook is the lender's or the user belongs to the partner. */
  partnerName: string | null;
  /** The position in the changes at which the webhook was read, and the range of time of the page, if it has one. */
  since: string;
  range?: HealthRange;
  current: "" | "/health" | "/verify";
}) {
  const { id, name, partnerId, state, stateChangedAt, stateChangedBy, updatedAt } = webhook;
  return (
    <>
      <PageHeader
        title={name}
        crumbs={webhookCrumbs}
        description={
          <span className="flex flex-wrap items-center gap-x-2">
            <WebhookStateBadge state={state} />
            <span>
              <Time iso={stateChangedAt} /> by {stateChangedBy}, last changed <Time iso={updatedAt} />
              {partnerName && ","}
            </span>
            {partnerName && (
              <span>
                partner:{" "}
                <Link
                  href={`/administration/integrations/partners/${partnerId}`}
                  prefetch={false}
                  className={partnerLinkClass}
                >
                  {partnerName}
                </Link>
              </span>
            )}
          </span>
        }
      >
        <LiveWatch watch={listHref("webhook", { id, range })} since={since} />
        <LiveStatus />
        <Recover scope={scope} webhook={webhook} />
      </PageHeader>
      <CurrentJobs scope={scope} webhookId={id} className="mb-5" />
      <HeldBanner webhook={webhook} canResend={can(scope, "deliveries:resend")} />
      <Card className="mb-4">
        <HealthFigures webhook={webhook} health={health} showDeliveries={can(scope, "deliveries:read")} />
      </Card>
      <PageTabs
        label="Webhook pages"
        tabs={tabs.map(({ label, path }) => ({
          label,
          href: `/administration/integrations/webhooks/${id}${path}`,
          current: path === current,
        }))}
      />
    </>
  );
}
