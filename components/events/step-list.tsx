import { Countdown } from "@/components/domain/countdown";
import { Time } from "@/components/domain/time";
import type { Step } from "@/lib/events/timeline/schema";
import { StepBadge } from "./step-badge";
import { StepText, type WebhookHref } from "./step-text";

/** What happened to an event, oldest first; what is still to come stands last. */
export function StepList({ steps, webhookHref }: { steps: readonly Step[]; webhookHref: WebhookHref }) {
  return (
    <ol aria-label="What happened, oldest first" className="ml-2 grid gap-3 border-l-2 pl-4">
      {steps.map((step) => (
        <li
          key={keyOf(step)}
          className="flex flex-wrap items-start gap-x-3 gap-y-1 sm:grid sm:grid-cols-[10.5rem_minmax(0,1fr)_auto] print:break-inside-avoid"
        >
          <span className="flex min-h-6 items-center">
            <StepBadge step={step} />
          </span>
          <span className="min-w-0 py-0.5 wrap-anywhere">
            <StepText step={step} webhookHref={webhookHref} />
          </span>
          <When step={step} />
        </li>
      ))}
    </ol>
  );
}

/** Steps have no id: one delivery may be held twice, and two attempts may begin at the same time. */
function keyOf(step: Step): string {
  const of = "webhook" in step ? step.webhook.id : "";
  const attempt = "attemptId" in step ? step.attemptId : "";
  return [step.kind, of, attempt, step.at].join(" ");
}

/** Whom it went to was decided when it was received: one time is enough. */
const atOnce = new Set<Step["kind"]>(["matched", "unmatched", "passed_over", "not_subscribed"]);

function When({ step: { kind, at } }: { step: Step }) {
  if (atOnce.has(kind)) return null;
  if (kind === "planned") {
    return (
      <span className="py-0.5">
        <Countdown at={at} />
      </span>
    );
  }
  return <Time iso={at} className="text-muted-foreground" />;
}
