import { CircleCheck, CircleSlash, ClockAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { KeyState } from "@/lib/api-keys/list-api-keys";

const looks = {
  active: { word: "Active", icon: CircleCheck, variant: "success" },
  expired: { word: "Expired", icon: ClockAlert, variant: "warning" },
  revoked: { word: "Revoked", icon: CircleSlash, variant: "neutral" },
} as const;

export function KeyStateBadge({ state }: { state: KeyState }) {
  const { word, icon: Icon, variant } = looks[state];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {word}
    </Badge>
  );
}
