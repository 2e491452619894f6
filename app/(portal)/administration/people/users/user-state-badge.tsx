import { CircleCheck, CircleSlash } from "lucide-react";
import { Badge } from "@/components/ui/badge";

export function UserStateBadge({ state }: { state: "active" | "disabled" }) {
  return state === "active" ? (
    <Badge variant="success">
      <CircleCheck aria-hidden />
      Active
    </Badge>
  ) : (
    <Badge>
      <CircleSlash aria-hidden />
      Disabled
    </Badge>
  );
}
