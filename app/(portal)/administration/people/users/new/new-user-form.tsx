"use client";

import { useState } from "react";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { PasswordInput } from "@/components/people/password-input";
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
  const state = useSubmit(
    () => createUserAction(person),
    () => onAdded(person),
  );
  const { errors } = state;
  return (
    <CreateForm
      state={state}
      title="User"
      submitLabel="Add user"
      pendingLabel="Adding…"
      cancelHref="/administration/people/users"
    >
      <Field label="Name" error={errors.name} className="max-w-md">
        <Input
          value={person.name}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label="E-mail address" hint="Used to sign in." error={errors.email} className="max-w-md">
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
        hint="Users of a partner see only what belongs to that partner."
        error={errors.partnerId}
        onChange={(partnerId) => change({ partnerId: partnerId || null })}
      />
      <div className="max-w-md">
        <PasswordInput
          label="Initial password"
          value={person.password}
          error={errors.password}
          onChange={(typed) => change({ password: typed })}
        />
      </div>
    </CreateForm>
  );
}
