"use client";

import { useState } from "react";
import { CreateForm } from "@/components/form/create-form";
import { useSubmit } from "@/components/form/use-submit";
import { PartnerField } from "@/components/partners/partner-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/users/password-input";
import type { PartnerSelection } from "../../../integrations/partners/partner-selection";
import { searchPartnersAction } from "../../../integrations/partners/search-action";
import type { RoleChoice } from "../role-choices";
import { RoleField } from "../role-field";
import { createUserAction } from "./actions";

export interface NewUserValues {
  email: string;
  name: string;
  password: string;
  roleId: string;
  partnerId: string | null;
}

export function NewUserForm({
  roles,
  partners,
  selectedPartnerId,
  password,
  onCreated,
}: {
  roles: RoleChoice[];
  password: string;
  onCreated: (user: NewUserValues) => void;
} & PartnerSelection) {
  const [user, setUser] = useState<NewUserValues>({
    ...{ email: "", name: "", password, roleId: "", partnerId: selectedPartnerId || null },
  });
  const change = (changed: Partial<NewUserValues>) => setUser((current) => ({ ...current, ...changed }));
  const state = useSubmit(
    () => createUserAction(user),
    () => onCreated(user),
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
          value={user.name}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label="E-mail address" hint="Used to sign in." error={errors.email} className="max-w-md">
        <Input
          type="email"
          value={user.email}
          autoComplete="off"
          onChange={(event) => change({ email: event.target.value })}
        />
      </Field>
      <RoleField
        roles={roles}
        value={user.roleId}
        error={errors.roleId}
        onChange={(roleId) => change({ roleId })}
      />
      <PartnerField
        partners={partners}
        find={searchPartnersAction}
        value={user.partnerId ?? ""}
        hint="A partner's users see only that partner's data."
        error={errors.partnerId}
        onChange={(partnerId) => change({ partnerId: partnerId || null })}
      />
      <div className="max-w-md">
        <PasswordInput
          label="Initial password"
          value={user.password}
          error={errors.password}
          onChange={(typed) => change({ password: typed })}
        />
      </div>
    </CreateForm>
  );
}
