"use client";

import { useOptimistic, useTransition } from "react";
import { toast } from "sonner";
import { Select } from "@/components/ui/select";
import { type Behaviour, labelByBehaviour, type ReceiverAddress } from "@/lib/demo-receiver/schema";
import { setBehaviourAction } from "./actions";

const noChoice = "";

/** Selects how one path responds from now on. */
export function BehaviourSelect({ path, pathBehaviour, configuredBehaviour }: ReceiverAddress) {
  const [, startSaving] = useTransition();
  const [selected, setSelected] = useOptimistic(configuredBehaviour);
  const chooseBehaviour = (chosen: Behaviour | null) =>
    startSaving(async () => {
      setSelected(chosen);
      const failure = await setBehaviourAction({ path, behaviour: chosen }).catch(
        () => "The server did not respond as expected. Try again.",
      );
      if (failure) toast.error(failure);
      else toast.success(`New response: ${labelByBehaviour[chosen ?? pathBehaviour]}`, { description: path });
    });
  return (
    <Select
      aria-label={`Response for ${path}`}
      value={selected ?? noChoice}
      onChange={(event) => chooseBehaviour((event.target.value || null) as Behaviour | null)}
    >
      <option value={noChoice}>Set by the path: {labelByBehaviour[pathBehaviour]}</option>
      {Object.entries(labelByBehaviour).map(([behaviour, label]) => (
        <option key={behaviour} value={behaviour}>
          {label}
        </option>
      ))}
    </Select>
  );
}
