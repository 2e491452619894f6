import { type CatalogueEntry, loadCatalogue } from "../../catalogue/catalogue-cache";
import { toEntityAction } from "../../dialects/fineract/entity-action";
import type { WebhookView } from "../../webhooks/schema";
import type { HookEvent } from "./schema";

type Trigger = WebhookView["triggers"][number];

/**
 * Entities whose names in Fineract's permissions, and therefore in its template and its hooks, differ from those in its commands. In the
 * permissions of standing instructions, the entity's name ends with a space (0002_initial_data.xml), so clients send that space.
 */
const hookNameByEntityName: ReadonlyMap<string, string> = new Map([
  ["STANDINGINSTRUCTION", "STANDINGINSTRUCTION "],
]);

const getEventType = (trigger: Trigger) => (typeof trigger === "string" ? trigger : trigger.eventType);
const toHookEventKey = ({ entityName, actionName }: HookEvent) => `${entityName.trimEnd()}.${actionName}`;

/** The entity and action that represent an event type in a hook and in the template. */
export function toHookEvent(eventType: string, entityType: string): HookEvent {
  const { entityName, actionName } = toEntityAction(eventType, entityType);
  return { entityName: hookNameByEntityName.get(entityName) ?? entityName, actionName };
}

/**
 * Converts a hook's events to triggers of its webhook. A duplicate event counts once, as in Fineract. Spaces after an entity's name are
 * ignored. An event that already has a trigger in `before` keeps it, with its condition. Does not check the names: creating or updating
 * the webhook rejects unknown types.
 */
export async function toTriggers(
  events: readonly HookEvent[],
  before: readonly Trigger[],
): Promise<Trigger[]> {
  const types = await loadCatalogue();
  const nameByHookEventKey = mapHookEventKeysToNames(types);
  const names = events.map((event) => {
    const key = toHookEventKey(event);
    if (key === "*.*") return "*";
    return types.has(key) ? key : (nameByHookEventKey.get(key) ?? key);
  });
  return [...new Set(names)].map((name) => before.find((trigger) => getEventType(trigger) === name) ?? name);
}

/** The names of all event types, by the entity and action that represent them in a hook. */
function mapHookEventKeysToNames(types: ReadonlyMap<string, CatalogueEntry>): Map<string, string> {
  return new Map(
    [...types.values()].map(({ name, entityType }) => [toHookEventKey(toHookEvent(name, entityType)), name]),
  );
}

/** Converts a webhook's triggers to a hook's events. */
export async function toHookEvents(triggers: readonly Trigger[]): Promise<HookEvent[]> {
  const types = await loadCatalogue();
  return triggers.map((trigger) => {
    const name = getEventType(trigger);
    return toHookEvent(name, types.get(name)?.entityType ?? "");
  });
}
