import { CircleCheck, CirclePause, CircleSlash, CircleX, type LucideIcon, RotateCw } from "lucide-react";
import type { JobState } from "@/lib/jobs/schema";
import { Badge, type BadgeVariant } from "../ui/badge";

const badgeByState: Record<JobState, { label: string; icon: LucideIcon; variant: BadgeVariant }> = {
  running: { label: "Running", icon: RotateCw, variant: "info" },
  paused: { label: "Paused", icon: CirclePause, variant: "warning" },
  finished: { label: "Finished", icon: CircleCheck, variant: "success" },
  cancelled: { label: "Canceled", icon: CircleSlash, variant: "neutral" },
  failed: { label: "Failed", icon: CircleX, variant: "destructive" },
};

export const jobStateLabel = (state: JobState) => badgeByState[state].label;

export function JobStateBadge({ state }: { state: JobState }) {
  const { label, icon: Icon, variant } = badgeByState[state];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
