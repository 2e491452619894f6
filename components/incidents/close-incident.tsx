"use client";

import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { ActionResult } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { NoteForm } from "./note-form";

/** The button "Close…" and its dialog: closes an incident whose failed deliveries need not be sent any more. */
export function CloseIncident({ close }: { close: (text: string) => Promise<ActionResult> }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" className="print:hidden">
          <CircleCheck aria-hidden />
          Close…
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Close this incident?</DialogTitle>
          <DialogDescription>
            Nothing is sent or discarded: failed deliveries stay failed and can still be resent. An incident
            closes by itself once its deliveries are recovered.
          </DialogDescription>
        </DialogHeader>
        <NoteForm label="Reason" submitLabel="Close incident" submit={close} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
