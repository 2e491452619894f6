import { own } from "@/lib/own-property";
import type { WebhookView } from "@/lib/webhooks/schema";

/** Conditions by event type, "*" among them; one that is blank is none. */
export type Conditions = Readonly<Record<string, string>>;
/** The version of an event type that its trigger is pinned to. */
export type Versions = Readonly<Record<string, number>>;

export interface TriggerValues {
  allEvents: boolean;
  triggers: ReadonlySet<string>;
  conditions: Conditions;
  versions: Versions;
}

/** The triggers of a saved webhook, as they are now. */
export function triggersOf({ triggers }: Pick<WebhookView, "triggers">): TriggerValues {
  const known = triggers.map((trigger) => (typeof trigger === "string" ? { eventType: trigger } : trigger));
  const types = known.map(({ eventType }) => eventType).filter((eventType) => eventType !== "*");
  return {
    allEvents: types.length < known.length,
    triggers: new Set(types),
    conditions: Object.fromEntries(
      known.flatMap(({ eventType, condition }) => (condition === undefined ? [] : [[eventType, condition]])),
    ),
    versions: Object.fromEntries(
      known.flatMap(({ eventType, version }) => (eventType === "*" ? [] : [[eventType, version ?? 1]])),
    ),
  };
}

/** Which event types are sent as triggers, in this order: a fault names one by its place. */
export function triggerNames({ allEvents, triggers, conditions }: TriggerValues): string[] {
  // "All events" makes the others superfluous, unless it has a condition.
  const each = allEvents && !conditions["*"]?.trim() ? [] : [...triggers].sort();
  return [...(allEvents ? ["*"] : []), ...each];
}

/** @param saved whose versions stay as they are, and are not sent. */
export function triggerList(values: TriggerValues, saved: Pick<TriggerValues, "versions">) {
  return triggerNames(values).map((eventType) => {
    const condition = own(values.conditions, eventType)?.trim();
    const version = own(values.versions, eventType);
    const later = version !== undefined && version !== own(saved.versions, eventType);
    if (!condition && !later) return eventType;
    return { eventType, ...(later ? { version } : {}), ...(condition ? { condition } : {}) };
  });
}
