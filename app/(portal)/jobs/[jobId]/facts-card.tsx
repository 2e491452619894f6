import { Fact } from "@/components/domain/fact";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { historyHref } from "@/components/history/history-href";
import { describeFilter } from "@/components/jobs/describe-job";
import { formatCount } from "@/components/jobs/format-count";
import { jobHref } from "@/components/jobs/job-href";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { env } from "@/lib/env";
import type { JobWebhooks } from "@/lib/jobs/job-webhooks";
import type { JobView } from "@/lib/jobs/schema";
import { can, type Scope } from "@/lib/scope/scope";

const webhooksPath = "/administration/integrations/webhooks";

/** What a job does: which deliveries of which webhooks, and who started it. */
export function FactsCard({ scope, job, webhooks }: { scope: Scope; job: JobView; webhooks: JobWebhooks }) {
  const { enable, requestedBy, createdAt, endedAt } = job;
  const more = webhooks.total - webhooks.first.length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>
          <h2>Details</h2>
        </CardTitle>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-4 sm:grid-cols-2">
          <Fact name="Filter" className="sm:col-span-2">
            {describeFilter(job, env().HOOKLEDGER_TIME_ZONE)}
            {enable && " The webhooks were enabled first."}
          </Fact>
          <Fact name="Started">
            <Time iso={createdAt} absolute /> by {requestedBy}
          </Fact>
          {endedAt && (
            <Fact name="Ended">
              <Time iso={endedAt} absolute />
            </Fact>
          )}
          {can(scope, "deliveries:read") && (
            <Fact name="Result">
              <span className="flex flex-wrap gap-x-4 print:hidden">
                {(["csv", "ndjson"] as const).map((format) => (
                  <a
                    key={format}
                    href={`${jobHref(job.id)}/result?format=${format}`}
                    download
                    className="inline-flex min-h-6 items-center text-primary underline underline-offset-4 hover:text-primary-hover touch:min-h-11"
                  >
                    Download {format.toUpperCase()}
                  </a>
                ))}
              </span>
            </Fact>
          )}
          <Fact name="Webhooks" className="sm:col-span-2">
            <ul className="grid gap-1">
              {webhooks.first.map((webhook) => (
                <WebhookItem key={webhook.id} scope={scope} job={job} webhook={webhook} />
              ))}
              {more > 0 && <li>{formatCount(more, "more webhook", "more webhooks")}</li>}
            </ul>
          </Fact>
        </dl>
      </CardContent>
    </Card>
  );
}

/** A webhook, linked to its page, and a link to its deliveries in the job's time window. */
function WebhookItem({
  scope,
  job: { filter },
  webhook: { id, name, deleted },
}: {
  scope: Scope;
  job: JobView;
  webhook: JobWebhooks["first"][number];
}) {
  const { from, to } = filter;
  return (
    <li className="flex flex-wrap gap-x-3">
      <TextLink alone href={can(scope, "webhooks:write") ? `${webhooksPath}/${id}` : undefined}>
        {name}
      </TextLink>
      {deleted && <span className="text-muted-foreground">deleted</span>}
      {can(scope, "deliveries:read") && (
        <TextLink
          alone
          href={historyHref("/deliveries", { webhookId: id, ...(from && { from }), ...(to && { to }) })}
        >
          Deliveries<span className="sr-only"> of {name}</span>
        </TextLink>
      )}
    </li>
  );
}
