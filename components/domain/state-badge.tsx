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

interface BadgeContent {
  label: string;
  icon: LucideIcon;
  variant: BadgeVariant;
}

const badgeByWebhookState: Record<WebhookView["state"], BadgeContent> = {
  enabled: { label: "Enabled", icon: CircleCheck, variant: "success" },
  disabled: { label: "Disabled", icon: CircleSlash, variant: "neutral" },
  paused: { label: "Paused", icon: CirclePause, variant: "warning" },
};

const retryingBadge: BadgeContent = { label: "Retrying", icon: RotateCw, variant: "warning" };
const badgeByDeliveryState: Record<DeliveryStateName, BadgeContent> = {
  pending: { label: "Pending", icon: Clock, variant: "neutral" },
  delivering: { label: "Sending", icon: Send, variant: "info" },
  succeeded: { label: "Delivered", icon: CircleCheck, variant: "success" },
  failed: { label: "Failed", icon: CircleX, variant: "destructive" },
  held: { label: "Held", icon: Hand, variant: "warning" },
  discarded: { label: "Discarded", icon: Trash2, variant: "neutral" },
};

/** The states in the order of a choice. Not from lib/deliveries/schema, which would bring Zod into the browser. */
export const deliveryStateNames = Object.keys(badgeByDeliveryState) as DeliveryStateName[];

/** The label of a delivery's state; pending after a failed attempt is "Retrying". */
export function deliveryStateLabel(state: DeliveryStateName, attemptCount = 0): string {
  return deliveryBadge(state, attemptCount).label;
}

function deliveryBadge(state: DeliveryStateName, attemptCount: number): BadgeContent {
  return state === "pending" && attemptCount > 0 ? retryingBadge : badgeByDeliveryState[state];
}

function StateBadge({ label, icon: Icon, variant }: BadgeContent) {
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

export function WebhookStateBadge({ state }: { state: WebhookView["state"] }) {
  return <StateBadge {...badgeByWebhookState[state]} />;
}

export function DeliveryStateBadge({
  state,
  attemptCount = 0,
}: {
  state: DeliveryStateName;
  attemptCount?: number;
}) {
  return <StateBadge {...deliveryBadge(state, attemptCount)} />;
}
