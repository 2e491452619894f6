import {
  CircleCheck,
  CirclePause,
  CircleSlash,
  CircleX,
  Clock,
  Hand,
  type LucideIcon,
  RotateCw,
  Send,
  Trash2,
} from "lucide-react";
import type { DeliveryStateName } from "@/lib/deliveries/schema";
import type { WebhookView } from "@/lib/webhooks/schema";
import { Badge, type BadgeVariant } from "../ui/badge";

interface Look {
  word: string;
  icon: LucideIcon;
  variant: BadgeVariant;
}

const webhookLooks: Record<WebhookView["state"], Look> = {
  enabled: { word: "Enabled", icon: CircleCheck, variant: "success" },
  disabled: { word: "Disabled", icon: CircleSlash, variant: "neutral" },
  paused: { word: "Paused", icon: CirclePause, variant: "warning" },
};

const retrying: Look = { word: "Retrying", icon: RotateCw, variant: "warning" };
const deliveryLooks: Record<DeliveryStateName, Look> = {
  pending: { word: "Pending", icon: Clock, variant: "neutral" },
  delivering: { word: "Sending", icon: Send, variant: "info" },
  succeeded: { word: "Delivered", icon: CircleCheck, variant: "success" },
  failed: { word: "Failed", icon: CircleX, variant: "destructive" },
  held: { word: "Held", icon: Hand, variant: "warning" },
  discarded: { word: "Discarded", icon: Trash2, variant: "neutral" },
};

/** The word for a delivery's state. Pending after a failed attempt is "Retrying". */
export function deliveryStateLabel(state: DeliveryStateName, attemptCount = 0): string {
  return deliveryLook(state, attemptCount).word;
}

function deliveryLook(state: DeliveryStateName, attemptCount: number): Look {
  return state === "pending" && attemptCount > 0 ? retrying : deliveryLooks[state];
}

function StateBadge({ word, icon: Icon, variant }: Look) {
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}

export function WebhookStateBadge({ state }: { state: WebhookView["state"] }) {
  return <StateBadge {...webhookLooks[state]} />;
}

export function DeliveryStateBadge({
  state,
  attemptCount = 0,
}: {
  state: DeliveryStateName;
  attemptCount?: number;
}) {
  return <StateBadge {...deliveryLook(state, attemptCount)} />;
}
