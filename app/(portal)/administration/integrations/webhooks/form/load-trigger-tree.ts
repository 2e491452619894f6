import { builtinEventTypes } from "@/lib/catalogue/builtin";
import { type EventTypeChoice, listEventTypeChoices } from "@/lib/catalogue/queries";
import type { Scope } from "@/lib/scope/scope";
import { buildTriggerTree, type TriggerSystem } from "./trigger-tree";

const builtinSystems = [...new Set(builtinEventTypes.map(({ system }) => system))];

/**
 * The event types that the form offers.
 * @param chosen the event types of the webhook's triggers. Those no longer in the catalog are offered too, so that they can be removed.
 */
export async function loadTriggerTree(
  scope: Scope,
  chosen: readonly string[] = [],
): Promise<TriggerSystem[]> {
  const choices = await listEventTypeChoices(scope);
  const knownNames = new Set(choices.map(({ name }) => name));
  const missingChoices = chosen.filter((name) => name !== "*" && !knownNames.has(name)).map(toUnknownChoice);
  return buildTriggerTree([...choices, ...missingChoices], builtinSystems);
}

function toUnknownChoice(name: string): EventTypeChoice {
  return {
    name,
    title: name,
    entityType: "",
    group: "Unknown",
    system: "No longer in the catalog",
    deprecated: true,
    version: 1,
  };
}
