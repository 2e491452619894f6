"use client";

import { useOptimistic, useTransition } from "react";
import { toast } from "sonner";
import { Select } from "@/components/ui/select";
import { type Behaviour, labelByBehaviour, type ReceiverAddress } from "@/lib/demo-receiver/schema";
import { setBehaviourAction } from "./actions";

const noChoice = "";

/** Selects how one path responds from now on. */
export function BehaviourSelect({ path, pathBehaviour, configuredBehaviour }: ReceiverAddress) {
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(configuredBehaviour);
  const choose = (chosen: Behaviour | null) =>
    start(async () => {
      show(chosen);
      const failure = await setBehaviourAction({ path, behaviour: chosen }).catch(
        () => "The server did not respond as expected. Try again.",
      );
      if (failure) toast.error(failure);
      else toast.success(`New response: ${labelByBehaviour[chosen ?? pathBehaviour]}`, { description: path });
    });
  return (
    <Select
      aria-label={`Response for ${path}`}
      value={shown ?? noChoice}
      onChange={(event) => choose((event.target.value || null) as Behaviour | null)}
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
