"use client";

import { useState } from "react";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WebhookView } from "@/lib/webhooks/schema";
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
  const overlapHours = hours.trim() === "" ? Number.NaN : Number(hours);
  const { form, onSubmit, pending, refusal, errors } = useSubmit(
    () => rotateKeyAction(webhookId, { ...(key === "" ? {} : { key }), overlapHours }),
    (answer) => onRotated(answer.key),
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      <KeyInput
        label="New key"
        value={key}
        error={errors.key}
        hint="Left empty: a random one. Draw or type one if the receiver needs it beforehand."
        dialect={dialect}
        options={options}
        onChange={setKey}
      />
      <Field
        label="Hours that the old key stays valid"
        hint={`So long requests also carry ${signatureHeader}-Previous, signed with the old key. 0 ends it at once; at most 168.`}
        error={errors.overlapHours}
      >
        <Input
          inputMode="decimal"
          className="w-24"
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
      </Field>
      <FormMessage refusal={refusal} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Regenerating…" : "Regenerate key"}
        </Button>
      </DialogFooter>
    </form>
  );
}
