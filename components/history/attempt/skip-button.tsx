"use client";

import { SkipForward } from "lucide-react";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import type { ActionResult } from "@/components/form/action-result";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";

/** Skips a failed delivery; a rejection has a message. */
export type SkipAction = (traceId: string) => Promise<ActionResult>;

/** The button "Skip…" and its confirmation, for a failed delivery that other deliveries wait for. */
export function SkipButton({ traceId, action }: { traceId: string; action: SkipAction }) {
  const [skipping, run] = useAction();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" className="print:hidden" aria-disabled={skipping}>
          <SkipForward aria-hidden />
          Skip…
        </Button>
      }
      title="Skip this delivery?"
      description="The deliveries for the same entity that wait for this one are sent without it. This delivery stays failed. It can still be resent, but only out of order."
      confirm="Skip delivery"
      onConfirm={() => run(() => action(traceId), "The delivery was skipped.")}
    />
  );
}
