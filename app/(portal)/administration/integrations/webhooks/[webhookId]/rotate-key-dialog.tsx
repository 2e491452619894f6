"use client";

import { useState } from "react";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
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
import { Label } from "@/components/ui/label";
import type { WebhookView } from "@/lib/webhooks/schema";
import { rotateKeyAction } from "../actions";
import { KeyInput } from "../form/key-input";
import { CopyableKey } from "./copyable-key";

/** The result of a rotation. `newKey` is null if the user entered the current key, which is then kept. */
interface Rotation {
  newKey: string | null;
  endedPreviousKeys: boolean;
}

/** Asks for a new key and the overlap, rotates the key, then shows the new key once. */
export function RotateKeyDialog({ webhook }: { webhook: WebhookView }) {
  const { id, dialect, options, previousKeysValidUntil } = webhook;
  const [open, setOpen] = useState(false);
  const [rotation, setRotation] = useState<Rotation | null>(null);
  const onOpenChange = (opened: boolean) => {
    setOpen(opened);
    setRotation(null);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>
        <Button variant="outline">Rotate key…</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{getDialogTitle(rotation)}</DialogTitle>
          <DialogDescription>{getDialogDescription(rotation)}</DialogDescription>
        </DialogHeader>
        {rotation === null ? (
          <RotateKeyForm
            webhookId={id}
            previousKeyCount={previousKeysValidUntil.length}
            dialect={dialect}
            options={options}
            onRotated={setRotation}
          />
        ) : (
          <RotationResult {...rotation} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function getDialogTitle(rotation: Rotation | null): string {
  if (rotation === null) return "Rotate key";
  return rotation.newKey === null ? "Key not changed" : "Key rotated";
}

function getDialogDescription(rotation: Rotation | null): string {
  if (rotation === null)
    return "Requests are signed with the new key immediately. Add it to the receiver before the current key expires.";
  if (rotation.newKey !== null)
    return "Copy the new key to the receiver now. Revealing it later requires your password.";
  return rotation.endedPreviousKeys
    ? "This is already the key of this webhook. Its previous keys have expired."
    : "This is already the key of this webhook.";
}

function RotateKeyForm({
  webhookId,
  previousKeyCount,
  dialect,
  options,
  onRotated,
}: Pick<WebhookView, "dialect" | "options"> & {
  webhookId: string;
  /** How many previous keys are still valid. */
  previousKeyCount: number;
  onRotated: (rotation: Rotation) => void;
}) {
  const [key, setKey] = useState("");
  const [hours, setHours] = useState("24");
  const [endPreviousKeys, setEndPreviousKeys] = useState(false);
  const overlapHours = hours.trim() === "" ? Number.NaN : Number(hours);
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => rotateKeyAction(webhookId, { ...(key === "" ? {} : { key }), overlapHours, endPreviousKeys }),
    ({ newKey }) => onRotated({ newKey, endedPreviousKeys: endPreviousKeys }),
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      <KeyInput
        label="New key"
        value={key}
        error={errors.key}
        hint="If empty, a random key is generated."
        dialect={dialect}
        options={options}
        onChange={setKey}
      />
      <Field
        label="Overlap in hours"
        hint="How long requests will also be signed with the current key, from 0 to 168 hours."
        error={errors.overlapHours}
      >
        <Input
          inputMode="decimal"
          className="w-24"
          value={hours}
          onChange={(event) => setHours(event.target.value)}
        />
      </Field>
      {previousKeyCount > 0 && (
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={endPreviousKeys} onCheckedChange={setEndPreviousKeys} />
          {previousKeyCount === 1
            ? "Immediately expire the previous key, which is still valid"
            : `Immediately expire the ${previousKeyCount} previous keys that are still valid`}
        </Label>
      )}
      <FormMessage rejection={rejection} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Rotating…" : "Rotate key"}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** The new key, to copy, if there is one. */
function RotationResult({ newKey }: Rotation) {
  return (
    <>
      {newKey !== null && <CopyableKey value={newKey} />}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}
