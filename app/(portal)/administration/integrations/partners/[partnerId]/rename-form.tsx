"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { renamePartnerAction } from "../actions";

export function RenameForm({ partnerId, name: saved }: { partnerId: string; name: string }) {
  const [name, setName] = useState(saved);
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => renamePartnerAction(partnerId, name),
    () => toast.success("Saved."),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Name" description="Shown to the partner's users at the top of the portal.">
        <Field label="Name" error={errors.name} className="max-w-md">
          <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <FormMessage rejection={rejection} />
        <Button type="submit" className="w-fit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save name"}
        </Button>
      </Section>
    </form>
  );
}
