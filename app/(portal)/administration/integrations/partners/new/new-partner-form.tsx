"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PartnerKind } from "@/lib/partners/schema";
import { createPartnerAction } from "../actions";
import { kindWords } from "../kind-words";

export function NewPartnerForm() {
  const router = useRouter();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<PartnerKind>("partner");
  const [id, setId] = useState("");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => createPartnerAction({ name, kind, id: id.trim() || null }),
    (made) => {
      toast.success("Partner created.");
      router.replace(`/administration/integrations/partners/${made.id}`);
    },
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Who it is">
        <Field label="Name" error={errors.name} className="max-w-md">
          <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          label="Kind"
          hint="A word for your lists; both work the same."
          error={errors.kind}
          className="max-w-md"
        >
          <Select value={kind} onChange={(event) => setKind(event.target.value as PartnerKind)}>
            {kindWords.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="GUID"
          optional
          hint="If it has one already, for example in Plexe. Events name the partner by it; it cannot be changed later."
          error={errors.id}
          className="max-w-md"
        >
          <Input
            value={id}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
            onChange={(event) => setId(event.target.value)}
          />
        </Field>
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Creating…" : "Create partner"}
          </Button>
          <Button asChild variant="outline">
            <Link href="/administration/integrations/partners">Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
