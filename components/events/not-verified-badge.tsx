import { ShieldX } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { EventSummary } from "@/lib/events/timeline/schema";

/** Whether an event was made from a message that did not verify, which a person took. */
export function isUnverified({ source }: Pick<EventSummary, "source">): boolean {
  return source?.verified === false;
}

/** Marks such an event, and its message. */
export function NotVerifiedBadge() {
  return (
    <Badge variant="destructive">
      <ShieldX aria-hidden />
      Not verified
    </Badge>
  );
}
