"use client";

import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { PasswordInput } from "@/components/people/password-input";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { findPartnersAction } from "../../../integrations/partners/actions";
import type { PresetPartner } from "../../../integrations/partners/preset-partner";
import type { RoleChoice } from "../role-choices";
import { RoleField } from "../role-field";
import { createUserAction } from "./actions";

export interface NewPerson {
  email: string;
  name: string;
  password: string;
  roleId: string;
  partnerId: string | null;
}

export function NewUserForm({
  roles,
  partners,
  partner,
  password,
  onAdded,
}: {
  roles: RoleChoice[];
  password: string;
  onAdded: (person: NewPerson) => void;
} & PresetPartner) {
  const [person, setPerson] = useState<NewPerson>({
    ...{ email: "", name: "", password, roleId: "", partnerId: partner || null },
  });
  const change = (changed: Partial<NewPerson>) => setPerson((now) => ({ ...now, ...changed }));
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => createUserAction(person),
    () => onAdded(person),
  );
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Who it is">
        <Field label="Name" error={errors.name} className="max-w-md">
          <Input
            value={person.name}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label="E-mail address" hint="They sign in with it." error={errors.email} className="max-w-md">
          <Input
            type="email"
            value={person.email}
            autoComplete="off"
            onChange={(event) => change({ email: event.target.value })}
          />
        </Field>
        <RoleField
          roles={roles}
          value={person.roleId}
          error={errors.roleId}
          onChange={(roleId) => change({ roleId })}
        />
        <PartnerField
          partners={partners}
          find={findPartnersAction}
          value={person.partnerId ?? ""}
          hint="Somebody of a partner sees only what belongs to that partner."
          error={errors.partnerId}
          onChange={(partnerId) => change({ partnerId: partnerId || null })}
        />
        <div className="max-w-md">
          <PasswordInput
            label="First password"
            value={person.password}
            error={errors.password}
            onChange={(typed) => change({ password: typed })}
          />
        </div>
        <FormMessage rejection={rejection} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" aria-disabled={pending}>
            {pending ? "Adding…" : "Add person"}
          </Button>
          <Button asChild variant="outline">
            <Link href="/administration/people/users">Cancel</Link>
          </Button>
        </div>
      </Section>
    </form>
  );
}
