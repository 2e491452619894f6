import { CircleCheck, Clock, Copy, type LucideIcon, ShieldX, TriangleAlert } from "lucide-react";
import { NotVerifiedBadge } from "@/components/events/not-verified-badge";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import type { MessageState } from "@/lib/sources/schema";

interface BadgeContent {
  label: string;
  icon: LucideIcon;
  variant: BadgeVariant;
}

const badgeByState: Record<MessageState, BadgeContent> = {
  waiting: { label: "Waiting", icon: Clock, variant: "neutral" },
  mapped: { label: "Event created", icon: CircleCheck, variant: "success" },
  duplicate: { label: "Duplicate", icon: Copy, variant: "neutral" },
  unmapped: { label: "Unmapped", icon: TriangleAlert, variant: "warning" },
  unverified: { label: "Not verified", icon: ShieldX, variant: "destructive" },
};

export function messageStateLabel(state: MessageState): string {
  return badgeByState[state].label;
}

/** The state of a message; a taken message that did not verify says so beside its state. */
export function MessageStateBadge({ state, verified }: { state: MessageState; verified: boolean }) {
  const { label, icon: Icon, variant } = badgeByState[state];
  return (
    <span className="flex flex-wrap gap-1">
      <Badge variant={variant}>
        <Icon aria-hidden />
        {label}
      </Badge>
      {!verified && state !== "unverified" && <NotVerifiedBadge />}
    </span>
  );
}
