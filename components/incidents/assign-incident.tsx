"use client";

import { useState } from "react";
import type { ActionResult } from "@/components/form/action-result";
import { useAction } from "@/components/form/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

/** Chooses the user who takes care of an incident; "" stands for nobody. */
export function AssignIncident({
  assignees,
  current,
  self,
  assign,
}: {
  assignees: readonly { id: string; name: string }[];
  /** The ID of the assigned user; "" if nobody is assigned, or the user is not in the list. */
  current: string;
  /** The ID of the signed-in user. */
  self: string | null;
  assign: (userId: string) => Promise<ActionResult>;
}) {
  const [userId, setUserId] = useState(current);
  const [pending, run] = useAction();
  const save = (id: string) => {
    setUserId(id);
    run(() => assign(id), id === "" ? "Nobody is assigned." : "The incident is assigned.");
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label="Assigned to" className="w-56">
        <Select value={userId} onChange={({ target }) => setUserId(target.value)}>
          <option value="">Nobody</option>
          {assignees.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Button variant="outline" aria-disabled={pending} onClick={() => save(userId)}>
        Assign
      </Button>
      {self !== null && self !== current && assignees.some(({ id }) => id === self) && (
        <Button variant="outline" aria-disabled={pending} onClick={() => save(self)}>
          Assign to me
        </Button>
      )}
    </div>
  );
}
