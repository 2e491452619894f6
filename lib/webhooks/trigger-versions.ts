import { loadCatalogue } from "../catalogue/event-types";
import type { TriggerInput } from "./schema";

/**
 * Triggers with the version that each is pinned to: the one asked for, else the one that the webhook has already,
 * else the current one. "*" takes every event as it comes.
 */
export async function pinVersions(
  triggers: readonly TriggerInput[],
  before: ReadonlyMap<string, number | null> = new Map(),
): Promise<TriggerInput[]> {
  const types = await loadCatalogue();
  return triggers.map((trigger) => {
    if (trigger.eventType === "*") return { ...trigger, version: null };
    const version = trigger.version ?? before.get(trigger.eventType) ?? types.get(trigger.eventType)?.version;
    return { ...trigger, version: version ?? 1 };
  });
}
