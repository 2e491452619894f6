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
  type LucideIcon,
  Play,
  Redo2,
  RotateCw,
  Send,
  SkipForward,
} from "lucide-react";
import { DeliveryStateBadge } from "@/components/domain/state-badge";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { Step } from "@/lib/events/timeline/schema";

type Look = [word: string, icon: LucideIcon, variant: BadgeVariant];

/** A step in icon and word. */
export function StepBadge({ step }: { step: Step }) {
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
  const [word, Icon, variant] = lookOf(step);
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}

type Own = Exclude<Step, { kind: "delivered" | "sending" | "failed" | "held" | "discarded" }>;

function lookOf(step: Own): Look {
  switch (step.kind) {
    case "received":
      return ["Received", Inbox, "neutral"];
    case "matched":
      return ["Matched", GitFork, "info"];
    case "unmatched":
      return ["No webhook matched", CircleSlash, "neutral"];
    case "passed_over":
      return ["Passed over", SkipForward, "neutral"];
    case "not_subscribed":
      return ["Not subscribed", BellOff, "outline"];
    case "released":
      return ["Released", Play, "info"];
    case "resent":
      return ["Resent", Redo2, "info"];
    case "paused_webhook":
      return ["Webhook Paused", CirclePause, "warning"];
    case "planned":
      return step.number === 1 ? ["Pending", Clock, "neutral"] : ["Retrying", RotateCw, "warning"];
    case "attempt":
      return [step.number === null ? "Manual attempt" : `Attempt ${step.number}`, ...outcomeLook(step)];
  }
}

function outcomeLook({ outcome }: Extract<Step, { kind: "attempt" }>): [LucideIcon, BadgeVariant] {
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
