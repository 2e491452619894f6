"use client";

import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogHeader, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CheckboxGroup, type Choice } from "@/components/users/checkbox-group";
import { administratorRoleId } from "@/lib/scope/permissions";
import type { RoleInput } from "@/lib/users/role-schema";
import { saveRoleAction } from "./actions";

/** Name and permissions of a role; `saved` is null for a new role. `children` appear beside the submit button. */
export function RoleForm({
  saved,
  choices,
  onSaved,
  children,
}: {
  saved: { id: string; name: string; permissions: string[] } | null;
  choices: Choice[];
  onSaved?: () => void;
  children?: ReactNode;
}) {
  const [name, setName] = useState(saved?.name ?? "");
  const [permissions, setPermissions] = useState(saved?.permissions ?? []);
  // An earlier version let the Administrator role lose permissions. If it lacks any, the form lets the user restore them.
  const alwaysHasAll = saved?.id === administratorRoleId && saved.permissions.length === choices.length;
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => saveRoleAction(saved?.id ?? null, { name, permissions: permissions as RoleInput["permissions"] }),
    () => {
      toast.success(
        saved ? "Saved. Changes apply from each user's next request." : `Created “${name.trim()}”.`,
      );
      onSaved?.();
    },
  );
  const [submitLabel, pendingLabel] = saved ? ["Save", "Saving…"] : ["Create role", "Creating…"];
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="grid gap-4">
      <Field label="Name" error={errors.name} className="max-w-md">
        <Input value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
      {alwaysHasAll ? (
        <p>This role always has every permission.</p>
      ) : (
        <CheckboxGroup
          legend="Permissions"
          choices={choices}
          chosen={permissions}
          error={errors.permissions}
          onChange={setPermissions}
        />
      )}
      <FormMessage rejection={rejection} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" aria-disabled={pending}>
          {pending ? pendingLabel : submitLabel}
        </Button>
        {children}
      </div>
    </form>
  );
}

/** The button that opens the form for a new role. */
export function NewRoleDialog({ choices }: { choices: Choice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Create role…
        </Button>
      </DialogTrigger>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>Create role</DialogTitle>
        </DialogHeader>
        <RoleForm saved={null} choices={choices} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
