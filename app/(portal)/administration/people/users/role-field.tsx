"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RoleChoice } from "./role-choices";

/** A role to choose; below it, what it may do. */
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
  const may = chosen && (chosen.permissions.join(", ") || "nothing");
  return (
    <Field label="Role" error={error} hint={may && `May: ${may}.`} className="max-w-md">
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
