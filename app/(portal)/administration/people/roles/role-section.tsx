"use client";

import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Section } from "@/components/domain/section";
import { useAction } from "@/components/form/use-action";
import type { Choice } from "@/components/people/choices";
import { Button } from "@/components/ui/button";
import { administratorRoleId } from "@/lib/scope/permissions";
import { deleteRoleAction } from "./actions";
import { RoleForm } from "./role-form";

interface Props {
  role: { id: string; name: string; permissions: string[]; people: number };
  choices: Choice[];
}

/** One role: who has it, what it may do, and the ways to change that. */
export function RoleSection({ role, choices }: Props) {
  const { id, name, people } = role;
  const [acting, act] = useAction();
  const count =
    people === 0
      ? "Nobody has it."
      : people === 1
        ? "1 person has it."
        : `${people.toLocaleString("en")} people have it.`;
  return (
    <Section title={name} description={count}>
      <RoleForm saved={role} choices={choices}>
        {people === 0 && id !== administratorRoleId && (
          <ConfirmDialog
            trigger={
              <Button variant="outline" className="text-destructive" aria-disabled={acting}>
                {acting ? "Deleting…" : "Delete…"}
                <span className="sr-only"> {name}</span>
              </Button>
            }
            title={`Delete the role “${name}”?`}
            description="No user has this role. Deleting it cannot be undone."
            confirm="Delete role"
            onConfirm={() => act(() => deleteRoleAction(id), `Deleted “${name}”.`)}
          />
        )}
      </RoleForm>
    </Section>
  );
}
