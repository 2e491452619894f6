"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Section } from "@/components/domain/section";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import type { Choice } from "@/components/users/checkbox-group";
import { administratorRoleId } from "@/lib/scope/permissions";
import { deleteRoleAction } from "./actions";
import { RoleForm } from "./role-form";

interface Props {
  role: { id: string; name: string; permissions: string[]; users: number };
  choices: Choice[];
}

/** One role with its number of users and the form to change or delete it. */
export function RoleSection({ role, choices }: Props) {
  const { id, name, users } = role;
  const [deleting, run] = useAction();
  const count = users === 1 ? "1 user" : `${users === 0 ? "No" : users.toLocaleString("en")} users`;
  return (
    <Section title={name} description={count}>
      <RoleForm saved={role} choices={choices}>
        {users === 0 && id !== administratorRoleId && (
          <ConfirmDialog
            trigger={
              <Button variant="outline" className="text-destructive" aria-disabled={deleting}>
                {deleting ? "Deleting…" : "Delete…"}
                <span className="sr-only"> {name}</span>
              </Button>
            }
            title={`Delete the role “${name}”?`}
            description="No user has this role. Deleting it cannot be undone."
            confirm="Delete role"
            onConfirm={() => run(() => deleteRoleAction(id), `Deleted “${name}”.`)}
          />
        )}
      </RoleForm>
    </Section>
  );
}
