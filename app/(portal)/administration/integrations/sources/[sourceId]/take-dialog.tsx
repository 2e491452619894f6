"use client";

import { useId, useState } from "react";
import { toast } from "sonner";
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
import type { MessageView } from "@/lib/sources/schema";
import { takeMessageAction } from "../actions";
import type { EventTypeName } from "../form/mapping-fields";

interface TakeDialogProps {
  message: Pick<MessageView, "id" | "sourceId" | "state">;
  eventTypes: readonly EventTypeName[];
}

/** Takes a message with an event type and an entity ID in place of the mapped ones. An unverified message needs a reason. */
export function TakeDialog({ message, eventTypes }: TakeDialogProps) {
  const [open, setOpen] = useState(false);
  const isUnverified = message.state === "unverified";
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          {isUnverified ? "Take…" : "Take with…"}
          <span className="sr-only"> message …{message.id.slice(-6)}</span>
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{isUnverified ? "Take a message that did not verify" : "Take message"}</DialogTitle>
          <DialogDescription>
            {isUnverified
              ? "Nobody has proven that the system sent this message. Its event says “Not verified”, and the audit trail records your reason."
              : "Choose what the mapping does not find. Empty fields are mapped as usual."}
          </DialogDescription>
        </DialogHeader>
        <TakeForm message={message} eventTypes={eventTypes} onTaken={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function TakeForm({ message, eventTypes, onTaken }: TakeDialogProps & { onTaken: () => void }) {
  const id = useId();
  const [reason, setReason] = useState("");
  const [type, setType] = useState("");
  const [entityId, setEntityId] = useState("");
  const isUnverified = message.state === "unverified";
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () =>
      takeMessageAction(message.sourceId, message.id, {
        ...(isUnverified && { reason }),
        ...(type.trim() && { type: type.trim() }),
        ...(entityId.trim() && { entityId: entityId.trim() }),
      }),
    () => {
      toast.success("Taken. The result appears in a moment.");
      onTaken();
    },
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      {isUnverified && (
        <Field label="Reason" error={errors.reason}>
          <Input value={reason} autoComplete="off" onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      <Field label="Event type" optional error={errors.type}>
        <Input
          list={`${id}-types`}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          value={type}
          onChange={(event) => setType(event.target.value)}
        />
      </Field>
      <datalist id={`${id}-types`}>
        {eventTypes.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </datalist>
      <Field label="Entity ID" optional error={errors.entityId}>
        <Input
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-[0.8125rem]"
          value={entityId}
          onChange={(event) => setEntityId(event.target.value)}
        />
      </Field>
      <FormMessage rejection={rejection} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Taking…" : "Take message"}
        </Button>
      </DialogFooter>
    </form>
  );
}
