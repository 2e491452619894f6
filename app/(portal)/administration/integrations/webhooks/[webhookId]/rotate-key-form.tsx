"use client";

import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WebhookView } from "@/lib/webhooks/schema";
import { type Refusal, refuse } from "../form/answer";
import { KeyInput } from "../form/key-input";
import { rotateKeyAction } from "./actions";

export function RotateKeyForm({
  webhookId,
  signatureHeader,
  dialect,
  options,
  onRotated,
}: Pick<WebhookView, "signatureHeader" | "dialect" | "options"> & {
  webhookId: string;
  onRotated: (key: string) => void;
}) {
  const [key, setKey] = useState("");
  const [hours, setHours] = useState("24");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [rotating, startRotating] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [refusal]);

  function rotate() {
    if (rotating) return;
    const overlapHours = hours.trim() === "" ? Number.NaN : Number(hours);
    startRotating(async () => {
      const answer = await rotateKeyAction(webhookId, {
        ...(key === "" ? {} : { key }),
        overlapHours,
      }).catch(() => refuse("The server did not answer as it should. Try again."));
      if (answer.ok) onRotated(answer.key);
      else setRefusal({ ...answer });
    });
  }

  return (
    <form
      ref={form}
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // A portal's events bubble in React's tree: this one must not save the form that the dialog is opened from.
        event.stopPropagation();
        rotate();
      }}
    >
      <KeyInput
        label="New key"
        value={key}
        error={refusal?.errors.key}
        hint="Left empty: a random one. Draw or type one if the receiver needs it beforehand."
        dialect={dialect}
        options={options}
        onChange={setKey}
      />
      <Field
        label="Hours that the old key stays valid"
        hint={`So long requests also carry ${signatureHeader}-Previous, signed with the old key. 0 ends it at once; at most 168.`}
        error={refusal?.errors.overlapHours}
      >
        <Input
          inputMode="decimal"
          className="w-24"
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
      </Field>
      <div role="alert">
        {refusal && Object.keys(refusal.errors).length === 0 && <FieldError>{refusal.message}</FieldError>}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={rotating}>
          {rotating ? "Regenerating…" : "Regenerate key"}
        </Button>
      </DialogFooter>
    </form>
  );
}
