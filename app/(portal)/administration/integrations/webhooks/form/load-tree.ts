import { builtinEventTypes } from "@/lib/catalogue/builtin";
import { type EventTypeChoice, listEventTypeChoices } from "@/lib/catalogue/queries";
import type { Scope } from "@/lib/scope/scope";
import { type TriggerSystem, triggerTree } from "./trigger-tree";

const systems = [...new Set(builtinEventTypes.map(({ system }) => system))];

/**
 * The catalogue as the form offers it.
 * @param chosen names that a webhook has; those that the catalogue no longer has are offered too, to be unchosen.
 */
export async function loadTree(scope: Scope, chosen: readonly string[] = []): Promise<TriggerSystem[]> {
  const choices = await listEventTypeChoices(scope);
  const known = new Set(choices.map(({ name }) => name));
  const gone = chosen.filter((name) => name !== "*" && !known.has(name)).map(unknownType);
  return triggerTree([...choices, ...gone], systems);
}

function unknownType(name: string): EventTypeChoice {
  return {
    name,
    title: name,
    entityType: "",
    group: "Unknown",
    system: "No longer in the catalogue",
    deprecated: true,
    version: 1,
  };
}
