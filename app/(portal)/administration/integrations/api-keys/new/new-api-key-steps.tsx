"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { CheckboxGroup, type Choice } from "@/components/users/checkbox-group";
import { SecretShownOnce } from "@/components/users/secret-shown-once";
import type { PartnerSelection } from "../../partners/partner-selection";
import { searchPartnersAction } from "../../partners/search-action";
import { createApiKeyAction } from "../actions";

const lifetimes = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "1 year"],
  ["", "Never"],
] as const;

function NewApiKeyForm({
  scopes,
  partners,
  selectedPartnerId,
  onCreated,
}: {
  scopes: Choice[];
  onCreated: (token: string) => void;
} & PartnerSelection) {
  const [name, setName] = useState("");
  const [chosenScopes, setChosenScopes] = useState<string[]>([]);
  const [partnerId, setPartnerId] = useState(selectedPartnerId);
  const [days, setDays] = useState("365");
  const state = useSubmit(
    () =>
      createApiKeyAction({
        name,
        scopes: chosenScopes,
        partnerId: partnerId || null,
        expiresInDays: days ? Number(days) : null,
      }),
    ({ token }) => onCreated(token),
  );
  const { errors } = state;
  return (
    <CreateForm
      state={state}
      title="Details"
      submitLabel="Create API key"
      cancelHref="/administration/integrations/api-keys"
    >
      <Field label="Name" hint="The program that uses the key." error={errors.name} className="max-w-md">
        <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
      <CheckboxGroup
        legend="Scopes"
        choices={scopes}
        chosen={chosenScopes}
        error={errors.scopes}
        onChange={setChosenScopes}
      />
      <PartnerField
        partners={partners}
        find={searchPartnersAction}
        value={partnerId}
        hint="A partner's key gives access only to that partner's data."
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
    </CreateForm>
  );
}

/** Shows the form and, once the key has been created, the key itself, this one time only. */
export function NewApiKeySteps({ scopes, ...partnerSelection }: { scopes: Choice[] } & PartnerSelection) {
  const [token, setToken] = useState<string | null>(null);
  if (token === null) return <NewApiKeyForm scopes={scopes} {...partnerSelection} onCreated={setToken} />;
  return (
    <Section
      title="API key created"
      description="Copy the key now: it is shown only once. Programs send it in the header “Authorization: Bearer …”."
    >
      <SecretShownOnce noun="API key" value={token} />
      <Button asChild className="w-fit">
        <Link href="/administration/integrations/api-keys">Done</Link>
      </Button>
    </Section>
  );
}
