"use client";

import { useState } from "react";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { revealKeyAction } from "./reveal-action";

export function RevealKeyForm({
  webhookId,
  onRevealed,
}: {
  webhookId: string;
  onRevealed: (key: string) => void;
}) {
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
