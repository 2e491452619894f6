"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PartnerKind } from "@/lib/partners/schema";
import { createPartnerAction } from "../actions";
import { partnerKinds } from "../partner-kinds";

export function NewPartnerForm() {
  const router = useRouter();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<PartnerKind>("partner");
  const [id, setId] = useState("");
  const state = useSubmit(
    () => createPartnerAction({ name, kind, id: id.trim() || null }),
    (created) => {
      toast.success("Partner created.");
      router.replace(`/administration/integrations/partners/${created.id}`);
    },
  );
  const { errors } = state;
  return (
    <CreateForm
      state={state}
      title="Details"
      submitLabel="Create partner"
      cancelHref="/administration/integrations/partners"
    >
      <Field label="Name" error={errors.name} className="max-w-md">
        <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field
        label="Kind"
        hint="Only a label: partners and customers work the same way."
        error={errors.kind}
        className="max-w-md"
      >
        <Select value={kind} onChange={(event) => setKind(event.target.value as PartnerKind)}>
          {partnerKinds.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="GUID"
        optional
        hint="The GUID that your other systems, such as Plexe, use for this partner. Events identify the partner by this GUID. It cannot be changed later."
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
    </CreateForm>
  );
}
