"use client";

import { Eye } from "lucide-react";
import { useEffect, useState } from "react";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { revealKeyAction } from "../actions";
import { CopyableKey } from "./copyable-key";

/** Shows the key for a minute after the user enters their password. Before that, the page does not contain it. */
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
          <DialogTitle>Reveal key</DialogTitle>
          <DialogDescription>
            {key === null
              ? "Enter your password. The audit trail records who revealed the key and when."
              : "Anyone who has this key can sign requests as Hookledger. Copy it only where it is needed."}
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

function RevealKeyForm({ webhookId, onRevealed }: { webhookId: string; onRevealed: (key: string) => void }) {
  const [password, setPassword] = useState("");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => revealKeyAction(webhookId, password),
    ({ key }) => onRevealed(key),
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      <Field label="Your password" error={errors.password}>
        <Input
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <FormMessage rejection={rejection} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Checking…" : "Reveal key"}
        </Button>
      </DialogFooter>
    </form>
  );
}

const visibleSeconds = 60;

/** The key, hidden after a minute in case the user leaves the screen unattended. */
function RevealedKey({ value, onHide }: { value: string; onHide: () => void }) {
  const [secondsLeft, setLeft] = useState(visibleSeconds);
  useEffect(() => {
    const until = Date.now() + visibleSeconds * 1_000;
    const timer = setInterval(() => setLeft(Math.ceil((until - Date.now()) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (secondsLeft <= 0) onHide();
  }, [secondsLeft, onHide]);
  return (
    <>
      <CopyableKey value={value} />
      <DialogFooter className="items-center justify-between">
        <p className="text-xs text-muted-foreground">Hidden in {Math.max(0, secondsLeft)} s</p>
        <Button onClick={onHide}>Hide now</Button>
      </DialogFooter>
    </>
  );
}
