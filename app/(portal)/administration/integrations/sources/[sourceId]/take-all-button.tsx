"use client";

import { ListRestart } from "lucide-react";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { takeUnmappedAction } from "../actions";
import { formatUnmappedCount } from "../format-counts";

/** Takes all unmapped messages of a source again, for example after its mapping has changed. */
export function TakeAllButton({ sourceId, unmapped }: { sourceId: string; unmapped: number }) {
  const [taking, run] = useAction();
  return (
    <Button
      className="w-fit"
      aria-disabled={taking}
      onClick={() =>
        run(
          () => takeUnmappedAction(sourceId),
          "Taken again. Messages that still cannot be mapped return to this list.",
        )
      }
    >
      <ListRestart aria-hidden />
      {taking ? "Taking…" : labelByCount(unmapped)}
    </Button>
  );
}

function labelByCount(unmapped: number): string {
  if (unmapped === 1) return "Take 1 message again";
  return `Take all ${formatUnmappedCount(unmapped)} again`;
}
