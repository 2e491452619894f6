"use client";

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
import type { WebhookView } from "@/lib/webhooks/schema";
import { NewKeyShown } from "./new-key-shown";
import { RotateKeyForm } from "./rotate-key-form";

/** Replaces the key: first asks how, then shows the new one, this once. */
export function RotateKeyDialog({ webhook }: { webhook: WebhookView }) {
  const { id, dialect, options, previousKeysValidUntil } = webhook;
  const [open, setOpen] = useState(false);
  const [newKey, setNewKey] = useState<string | null>(null);
  const onOpenChange = (opened: boolean) => {
    setOpen(opened);
    setNewKey(null);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>
        <Button variant="outline">Regenerate key…</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{newKey === null ? "Regenerate the key" : "The new key is in use"}</DialogTitle>
          <DialogDescription>
            {newKey === null
              ? "The next request is signed with the new key. Give it to the receiver before the old one ends."
              : "Copy it to the receiver now. Reading it later takes your password."}
          </DialogDescription>
        </DialogHeader>
        {newKey === null ? (
          <RotateKeyForm
            webhookId={id}
            earlierKeys={previousKeysValidUntil.length}
            dialect={dialect}
            options={options}
            onRotated={setNewKey}
          />
        ) : (
          <NewKeyShown value={newKey} />
        )}
      </DialogContent>
    </Dialog>
  );
}
