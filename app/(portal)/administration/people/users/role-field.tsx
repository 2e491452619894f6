"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RoleChoice } from "./role-choices";

/** Selects a role, and shows the permissions of the selected role below. */
export function RoleField({
  roles,
  value,
  error,
  onChange,
}: {
  roles: RoleChoice[];
  value: string;
  error: string | undefined;
  onChange: (roleId: string) => void;
}) {
  const chosen = roles.find((role) => role.id === value);
  const permissions = chosen && (chosen.permissions.join(", ") || "none");
  return (
    <Field
      label="Role"
      error={error}
      hint={permissions && `Permissions: ${permissions}.`}
      className="max-w-md"
    >
      <Select value={value} onChange={(event) => onChange(event.target.value)}>
        {!chosen && <option value={value}>Choose a role</option>}
        {roles.map((role) => (
          <option key={role.id} value={role.id}>
            {role.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
