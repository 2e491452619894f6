import {
  BellOff,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  GitFork,
  Inbox,
  ListPlus,
  type LucideIcon,
  Play,
  Redo2,
  RotateCw,
  Send,
  SkipForward,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { Countdown } from "@/components/domain/countdown";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { deliveryHref, historyHref } from "@/components/history/history-href";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Step } from "@/lib/events/timeline/schema";
import { describeAttempt, describeSkip, isSkipError } from "./describe-step";

/** Returns the URL of a webhook's page; undefined for users who cannot open that page. */
export type WebhookHrefBuilder = (webhookId: string) => string | undefined;

/** The steps of an event, oldest first, with planned attempts at the end. */
export function StepList({
  steps,
  webhookHref,
}: {
  steps: readonly Step[];
  webhookHref: WebhookHrefBuilder;
}) {
  return (
    <ol aria-label="Event steps, oldest first" className="ml-2 grid gap-3 border-l-2 pl-4">
      {steps.map((step) => (
        <li
          key={stepKey(step)}
          className="flex flex-wrap items-start gap-x-3 gap-y-1 sm:grid sm:grid-cols-[10.5rem_minmax(0,1fr)_auto] print:break-inside-avoid"
        >
          <span className="flex min-h-6 items-center">
            <StepBadge step={step} />
          </span>
          <span className="min-w-0 py-0.5 wrap-anywhere">
            <StepText step={step} webhookHref={webhookHref} />
          </span>
          <StepTime step={step} />
        </li>
      ))}
    </ol>
  );
}

/** Steps have no ID. The time distinguishes two holds of a delivery; the attempt ID, two attempts that start at the same time. */
function stepKey(step: Step): string {
  const webhook = "webhook" in step ? step.webhook.id : "";
  const attempt = "attemptId" in step ? step.attemptId : "";
  return [step.kind, webhook, attempt, step.at].join(" ");
}

/** The kinds of steps that happen when the event is received: the step "received" already shows their time. */
const kindsWithoutTime = new Set<Step["kind"]>(["matched", "unmatched", "passed_over", "not_subscribed"]);

function StepTime({ step: { kind, at } }: { step: Step }) {
  if (kindsWithoutTime.has(kind)) return null;
  if (kind === "planned") {
    return (
      <span className="py-0.5">
        <Countdown at={at} />
      </span>
    );
  }
  return <Time iso={at} className="text-muted-foreground" />;
}

type BadgeContent = [label: string, icon: LucideIcon, variant: BadgeVariant];

function StepBadge({ step }: { step: Step }) {
  switch (step.kind) {
    case "delivered":
      return <DeliveryStateBadge state="succeeded" />;
    case "sending":
      return <DeliveryStateBadge state="delivering" />;
    case "failed":
    case "held":
    case "discarded":
      return <DeliveryStateBadge state={step.kind} />;
  }
  const [label, Icon, variant] = stepBadgeContent(step);
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

type StepWithoutDeliveryState = Exclude<
  Step,
  { kind: "delivered" | "sending" | "failed" | "held" | "discarded" }
>;

function stepBadgeContent(step: StepWithoutDeliveryState): BadgeContent {
  switch (step.kind) {
    case "received":
      return ["Received", Inbox, "neutral"];
    case "matched":
      return ["Matched", GitFork, "info"];
    case "unmatched":
      return ["No webhook matched", CircleSlash, "neutral"];
    case "passed_over":
      return isSkipError(step)
        ? ["Skipped: error", TriangleAlert, "warning"]
        : ["Skipped", SkipForward, "neutral"];
    case "not_subscribed":
      return ["Not subscribed", BellOff, "outline"];
    case "replayed":
      return ["Created by a job", ListPlus, "info"];
    case "released":
      return ["Released", Play, "info"];
    case "resent":
      return ["Resent", Redo2, "info"];
    case "paused_webhook":
      return ["Webhook paused", CirclePause, "warning"];
    case "planned":
      return step.number === 1 ? ["Pending", Clock, "neutral"] : ["Retrying", RotateCw, "warning"];
    case "attempt":
      return [step.number === null ? "Manual attempt" : `Attempt ${step.number}`, ...outcomeBadgeStyle(step)];
  }
}

function outcomeBadgeStyle({ outcome }: Extract<Step, { kind: "attempt" }>): [LucideIcon, BadgeVariant] {
  switch (outcome) {
    case "succeeded":
      return [CircleCheck, "success"];
    case "failed":
      return [CircleX, "destructive"];
    case "unknown":
      return [CircleHelp, "warning"];
    default:
      return [Send, "info"];
  }
}

/** The text beside a step's badge. */
function StepText({ step, webhookHref }: { step: Step; webhookHref: WebhookHrefBuilder }) {
  switch (step.kind) {
    case "received":
      return `Sent by ${step.by}.`;
    case "unmatched":
      return "No webhook was sent.";
    case "matched":
      return (
        <CountedNames count={step.count} noun="webhook">
          {step.webhooks.map(({ id, name, traceId }) => (
            <TextLink key={id} href={deliveryHref(traceId)}>
              {name}
            </TextLink>
          ))}
        </CountedNames>
      );
    case "not_subscribed":
      return (
        <CountedNames count={step.count} noun="other webhook">
          {step.webhooks.map(({ id, name }) => (
            <TextLink key={id} href={webhookHref(id)}>
              {name}
            </TextLink>
          ))}
        </CountedNames>
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
          <TextLink alone href={deliveryStepHref(step)}>
            {step.webhook.name}
          </TextLink>
          {step.kind !== "delivered" && `. ${describeDeliveryStep(step)}`}
        </>
      );
  }
}

type DeliveryStep = Extract<Step, { traceId: string }>;

function deliveryStepHref(step: DeliveryStep): string {
  const open = step.kind === "attempt" || step.kind === "resent" ? step.attemptId : undefined;
  return historyHref(deliveryHref(step.traceId), { open });
}

function describeDeliveryStep(step: Exclude<DeliveryStep, { kind: "delivered" }>): string {
  switch (step.kind) {
    case "attempt":
      return describeAttempt(step);
    case "held":
      return `${step.reason} A held delivery waits until it is released or discarded.`;
    case "replayed":
      return `Requested by ${step.by}: the event was accepted without this delivery.`;
    case "released":
      return `Released by ${step.by}.`;
    case "discarded":
      return [step.reason, step.by && `Discarded by ${step.by}.`].filter(Boolean).join(" ");
    case "resent":
      return `Requested by ${step.by}.`;
    case "failed":
      return "There are no more retries.";
    case "paused_webhook":
      return "Paused when this delivery failed.";
    case "planned":
      return step.number === 1 ? "First attempt." : `Attempt ${step.number}.`;
    case "sending":
      return `Attempt ${step.number}. Waiting for the response.`;
  }
}

/** "3 webhooks: A, B and 1 more". */
function CountedNames({ count, noun, children }: { count: number; noun: string; children: ReactNode[] }) {
  const more = count - children.length;
  return (
    <>
      {count.toLocaleString("en")} {count === 1 ? noun : `${noun}s`}:{" "}
      {children.map((name, index) => [index > 0 && ", ", name])}
      {more > 0 && ` and ${more.toLocaleString("en")} more`}
    </>
  );
}
