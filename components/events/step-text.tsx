import type { ReactNode } from "react";
import { TextLink } from "@/components/domain/text-link";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import type { Step } from "@/lib/events/timeline/schema";
import { describeAttempt, describeSkip } from "./describe-step";

/** The page of a webhook; undefined for who may not open it. */
export type WebhookHref = (webhookId: string) => string | undefined;

/** What a step says beside its icon and word. */
export function StepText({ step, webhookHref }: { step: Step; webhookHref: WebhookHref }) {
  switch (step.kind) {
    case "received":
      return `by ${step.by}`;
    case "unmatched":
      return "Nothing was sent.";
    case "matched":
      return (
        <Names count={step.count} word="webhook">
          {step.webhooks.map(({ id, name, traceId }) => (
            <TextLink key={id} href={deliveryHref(traceId)}>
              {name}
            </TextLink>
          ))}
        </Names>
      );
    case "not_subscribed":
      return (
        <Names count={step.count} word="other webhook">
          {step.webhooks.map(({ id, name }) => (
            <TextLink key={id} href={webhookHref(id)}>
              {name}
            </TextLink>
          ))}
        </Names>
      );
    case "passed_over":
      return (
        <>
          <TextLink href={webhookHref(step.webhook.id)}>{step.webhook.name}</TextLink>. {describeSkip(step)}
        </>
      );
    default:
      return (
        <>
          <TextLink href={hrefOf(step)}>{step.webhook.name}</TextLink>
          {step.kind !== "delivered" && `. ${deliveryWords(step)}`}
        </>
      );
  }
}

type OfDelivery = Extract<Step, { traceId: string }>;

function hrefOf(step: OfDelivery): string {
  const open = step.kind === "attempt" || step.kind === "resent" ? step.attemptId : undefined;
  return historyHref(deliveryHref(step.traceId), { open });
}

function deliveryWords(step: Exclude<OfDelivery, { kind: "delivered" }>): string {
  switch (step.kind) {
    case "attempt":
      return describeAttempt(step);
    case "held":
      return `${step.reason} It waits until somebody enables it.`;
    case "released":
      return `To be delivered, by ${step.by}.`;
    case "discarded":
      return [step.reason, step.by && `By ${step.by}.`].filter(Boolean).join(" ");
    case "resent":
      return `By ${step.by}.`;
    case "failed":
      return "No retry is left.";
    case "paused_webhook":
      return "Because this delivery failed.";
    case "planned":
      return step.number === 1 ? "First attempt." : `Attempt ${step.number}.`;
    case "sending":
      return `Attempt ${step.number}. Waiting for the response.`;
  }
}

/** "3 webhooks: A, B and 1 more". */
function Names({ count, word, children }: { count: number; word: string; children: ReactNode[] }) {
  const more = count - children.length;
  return (
    <>
      {count.toLocaleString("en")} {count === 1 ? word : `${word}s`}:{" "}
      {children.map((name, index) => [index > 0 && ", ", name])}
      {more > 0 && ` and ${more.toLocaleString("en")} more`}
    </>
  );
}
