"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { type Choice, Choices } from "@/components/people/choices";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { findPartnersAction } from "../../partners/find-action";
import type { PresetPartner } from "../../partners/preset-partner";
import { createApiKeyAction } from "../actions";

const lifetimes = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
  ["", "Never"],
] as const;

export function NewKeyForm({
  scopes,
  partners,
  partner,
  onMade,
}: {
  scopes: Choice[];
  onMade: (token: string) => void;
} & PresetPartner) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [partnerId, setPartnerId] = useState(partner);
  const [days, setDays] = useState("365");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () =>
      createApiKeyAction({
        name,
        scopes: chosen,
        partnerId: partnerId || null,
        expiresInDays: days ? Number(days) : null,
      }),
    ({ token }) => onMade(token),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="What calls the API">
        <Field label="Name" hint="The program that will use it." error={errors.name} className="max-w-md">
          <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        </Field>
        <Choices
          legend="It may"
          choices={scopes}
          chosen={chosen}
          error={errors.scopes}
          onChange={setChosen}
        />
        <PartnerField
          partners={partners}
          find={findPartnersAction}
          value={partnerId}
          hint="A key of a partner sees only what belongs to that partner."
          error={errors.partnerId}
          onChange={setPartnerId}
        />
        <Field label="Expires after" error={errors.expiresInDays} className="max-w-md">
          <Select value={days} onChange={(event) => setDays(event.target.value)}>
            {lifetimes.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Creating…" : "Create API key"}
          </Button>
          <Button asChild variant="outline">
            <Link href="/administration/integrations/api-keys">Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
