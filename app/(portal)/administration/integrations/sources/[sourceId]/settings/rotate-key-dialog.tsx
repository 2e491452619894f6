"use client";

import { useState } from "react";
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
import type { SourceView, Verification } from "@/lib/sources/schema";
import { rotateSourceAction } from "../../actions";
import { KeyField } from "../../form/key-field";
import type { SystemChoice } from "../../form/system-choice";
import { describeVerification } from "../../form/verification-fields";
import { OverlapField, parseOverlapHours } from "../overlap-field";

interface Props {
  source: Pick<SourceView, "id" | "system" | "hasKey" | "verification">;
  system: SystemChoice;
  /** Called if the first key has changed how messages are verified. */
  onVerificationChanged: (verification: Verification) => void;
}

/** Replaces the key of a source with a new key of its system, or sets its first key. */
export function RotateKeyDialog(props: Props) {
  const { source, system } = props;
  const [open, setOpen] = useState(false);
  const label = source.hasKey ? "Rotate key" : "Set key";
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">{label}…</Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{label}</DialogTitle>
          <DialogDescription>
            {source.hasKey
              ? "Enter the new key of the system. Messages that are signed with the current key are accepted until it expires."
              : "Enter the key of the system."}{" "}
            {describeUnchecked(source, system)}
          </DialogDescription>
        </DialogHeader>
        <RotateKeyForm {...props} label={label} onRotated={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** What becomes of a key while nothing is verified with one; nothing if something is. */
function describeUnchecked({ hasKey, verification }: Props["source"], system: SystemChoice): string | null {
  if (verification.kind !== "none") return null;
  return system.isKeyOptional && !hasKey
    ? `From then on, messages are verified with it. ${describeVerification(system.verification)}`
    : "It is stored but not used, because messages are verified only by the URL and the networks. To use it, change the verification after this.";
}

function RotateKeyForm({
  source: { id, system, hasKey, verification: before },
  label,
  onRotated,
  onVerificationChanged,
}: Props & { label: string; onRotated: () => void }) {
  const [key, setKey] = useState("");
  const [hours, setHours] = useState("24");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => rotateSourceAction(id, { what: "key", key, overlapHours: parseOverlapHours(hours) }),
    ({ verification }) => {
      if (verification.kind !== before.kind) onVerificationChanged(verification);
      toast.success(hasKey ? "Key rotated." : "Key set.");
      onRotated();
    },
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      <KeyField
        system={system}
        label={hasKey ? "New key" : "Key"}
        isRequired
        value={key}
        error={errors.key}
        onChange={setKey}
      />
      {hasKey && (
        <OverlapField
          hint="How long the current key is also accepted, from 0 to 168 hours."
          value={hours}
          error={errors.overlapHours}
          onChange={setHours}
        />
      )}
      <FormMessage rejection={rejection} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Saving…" : label}
        </Button>
      </DialogFooter>
    </form>
  );
}
