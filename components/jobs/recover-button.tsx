"use client";

import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import type { CountRecoverable } from "./action-types";
import { RecoverForm } from "./recover-form";
import type { StartJobAction } from "./start-job";

/** The button "Recover…" and its dialog, for the deliveries of one webhook or of all webhooks. */
export function RecoverButton({
  webhook,
  count,
  start,
}: {
  webhook?: { id: string; name: string };
  count: CountRecoverable;
  start: StartJobAction;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" className="print:hidden">
          <LifeBuoy aria-hidden />
          Recover…
        </Button>
      </DialogTrigger>
      {/* Rendered only when open, because the form starts to count when it is mounted. */}
      {open && (
        <DialogContent>
          <DialogHeader>
            <DialogTitle className="wrap-anywhere">
              {webhook ? `Recover deliveries of “${webhook.name}”` : "Recover deliveries"}
            </DialogTitle>
            <DialogDescription>
              Resends or releases deliveries that did not arrive, for example after an outage. The counts are
              shown before anything is sent.
            </DialogDescription>
          </DialogHeader>
          <RecoverForm webhookId={webhook?.id} count={count} start={start} onDone={() => setOpen(false)} />
        </DialogContent>
      )}
    </Dialog>
  );
}
