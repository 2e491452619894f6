"use client";

import { Eye } from "lucide-react";
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
import { RevealKeyForm } from "./reveal-key-form";
import { RevealedKey } from "./revealed-key";

/** Shows the key to who gives their password again, for a minute. Nothing of it is in the page before. */
export function RevealKeyDialog({ webhookId }: { webhookId: string }) {
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const onOpenChange = (opened: boolean) => {
    setOpen(opened);
    setKey(null);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <Eye aria-hidden />
          Reveal key…
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Reveal the key</DialogTitle>
          <DialogDescription>
            {key === null
              ? "Give your password again. The audit trail keeps who saw the key and when."
              : "Whoever has it can sign as Hookledger. Copy it to where it is needed and nowhere else."}
          </DialogDescription>
        </DialogHeader>
        {key === null ? (
          <RevealKeyForm webhookId={webhookId} onRevealed={setKey} />
        ) : (
          <RevealedKey value={key} onHide={() => onOpenChange(false)} />
        )}
      </DialogContent>
    </Dialog>
  );
}
