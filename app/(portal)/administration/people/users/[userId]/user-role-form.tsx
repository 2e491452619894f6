"use client";

import { useState } from "react";
import { toast } from "sonner";
import { Section } from "@/components/domain/section";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import type { RoleChoice } from "../role-choices";
import { RoleField } from "../role-field";
import { changeRoleAction } from "./actions";

export function UserRoleForm({
  userId,
  name,
  role,
  roles,
}: {
  userId: string;
  name: string;
  role: { id: string; name: string };
  roles: RoleChoice[];
}) {
  const [roleId, setRoleId] = useState(role.id);
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => changeRoleAction(userId, roleId),
    () => toast.success("Saved."),
  );
  // `roles` has only the roles that the signed-in user can assign; this user may already have another one.
  const choices = roles.some(({ id }) => id === role.id) ? roles : [{ ...role, permissions: [] }, ...roles];
  return (
    <form ref={form} onSubmit={onSubmit} noValidate>
      <Section title="Role" description={`Changing the role ends all sessions of ${name}.`}>
        <RoleField roles={choices} value={roleId} error={errors.roleId} onChange={setRoleId} />
        <FormMessage rejection={rejection} />
        <Button type="submit" className="w-fit" aria-disabled={pending}>
          {pending ? "Saving…" : "Save role"}
        </Button>
      </Section>
    </form>
  );
}
