"use client";

import { useOptimistic, useTransition } from "react";
import { toast } from "sonner";
import { Select } from "@/components/ui/select";
import { type Behaviour, behaviours, type ReceiverAddress } from "@/lib/demo-receiver/schema";
import { tellAddress } from "./actions";

const asNamed = "";

/** Chooses how one address answers from now on. */
export function TellAddress({ path, named, told }: ReceiverAddress) {
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(told);
  const choose = (chosen: Behaviour | null) =>
    start(async () => {
      show(chosen);
      const failure = await tellAddress({ path, behaviour: chosen }).catch(
        () => "The server did not respond as expected. Try again.",
      );
      if (failure) toast.error(failure);
      else toast.success(`From now on: ${behaviours[chosen ?? named]}.`, { description: path });
    });
  return (
    <Select
      aria-label={`How ${path} answers`}
      value={shown ?? asNamed}
      onChange={(event) => choose((event.target.value || null) as Behaviour | null)}
    >
      <option value={asNamed}>As named: {behaviours[named]}</option>
      {Object.entries(behaviours).map(([behaviour, words]) => (
        <option key={behaviour} value={behaviour}>
          {words}
        </option>
      ))}
    </Select>
  );
}
