"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type Refusal, refuse } from "../form/answer";
import { revealKeyAction } from "./reveal-action";

export function RevealKeyForm({
  webhookId,
  onRevealed,
}: {
  webhookId: string;
  onRevealed: (key: string) => void;
}) {
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [asking, startAsking] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (refusal) input.current?.select();
  }, [refusal]);

  function reveal() {
    if (asking) return;
    startAsking(async () => {
      const answer = await revealKeyAction(webhookId, password).catch(() =>
        refuse("The server did not answer as it should. Try again."),
      );
      if (answer.ok) onRevealed(answer.key);
      else setRefusal({ ...answer });
    });
  }

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // A portal's events bubble in React's tree: this one must not save the form that the dialog is opened from.
        event.stopPropagation();
        reveal();
      }}
    >
      <Field label="Your password" error={refusal?.errors.password}>
        <Input
          ref={input}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <div role="alert">
        {refusal && Object.keys(refusal.errors).length === 0 && <FieldError>{refusal.message}</FieldError>}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={asking}>
          {asking ? "Checking…" : "Reveal key"}
        </Button>
      </DialogFooter>
    </form>
  );
}
