import type { EventTypeChoice } from "@/lib/catalogue/queries";
import { ownProperty } from "@/lib/own-property";
import type { WebhookView } from "@/lib/webhooks/schema";

export interface TriggerGroup {
  name: string;
  types: EventTypeChoice[];
}

export interface TriggerSystem {
  name: string;
  groups: TriggerGroup[];
}

/** The catalogue as a tree of systems and groups, systems in the order of `order`, others after them. */
export function triggerTree(choices: readonly EventTypeChoice[], order: readonly string[]): TriggerSystem[] {
  const rank = (system: string) => (order.includes(system) ? order.indexOf(system) : order.length);
  return grouped(choices, "system")
    .map(([name, ofSystem]) => ({
      name,
      groups: grouped(ofSystem, "group").map(([group, types]) => ({ name: group, types })),
    }))
    .sort((a, b) => rank(a.name) - rank(b.name));
}

function grouped(choices: readonly EventTypeChoice[], by: "system" | "group"): [string, EventTypeChoice[]][] {
  const groups = new Map<string, EventTypeChoice[]>();
  for (const choice of choices) {
    const group = groups.get(choice[by]);
    if (group) group.push(choice);
    else groups.set(choice[by], [choice]);
  }
  return [...groups];
}

/** The part of the tree whose event types have every word of `text` in title, name, entity or group, or as their system. */
export function narrowTree(tree: readonly TriggerSystem[], text: string): TriggerSystem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...tree];
  const fits = ({ title, name, entityType, group, system }: EventTypeChoice) => {
    const subject = `${title} ${name} ${entityType} ${group}`.toLowerCase();
    return words.every((word) => subject.includes(word) || system.toLowerCase() === word);
  };
  return tree.flatMap((system) => {
    const groups = system.groups.flatMap((group) => {
      const types = group.types.filter(fits);
      return types.length === 0 ? [] : [{ ...group, types }];
    });
    return groups.length === 0 ? [] : [{ ...system, groups }];
  });
}

export function typesOf(system: TriggerSystem): EventTypeChoice[] {
  return system.groups.flatMap(({ types }) => types);
}

export function countChosen(chosen: ReadonlySet<string>, types: readonly EventTypeChoice[]): number {
  return types.filter(({ name }) => chosen.has(name)).length;
}

/** `chosen` with all of these types in it, or none of them. */
export function choose(
  chosen: ReadonlySet<string>,
  types: readonly EventTypeChoice[],
  on: boolean,
): ReadonlySet<string> {
  const names = new Set(types.map(({ name }) => name));
  return on ? new Set([...chosen, ...names]) : new Set([...chosen].filter((name) => !names.has(name)));
}

/** What a checkbox over `total` types shows when `count` of them are chosen. */
export function triState(count: number, total: number): boolean | "indeterminate" {
  if (count === 0) return false;
  return count === total ? true : "indeterminate";
}

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
    const condition = ownProperty(values.conditions, eventType)?.trim();
    const version = ownProperty(values.versions, eventType);
    const later = version !== undefined && version !== ownProperty(saved.versions, eventType);
    if (!condition && !later) return eventType;
    return { eventType, ...(later ? { version } : {}), ...(condition ? { condition } : {}) };
  });
}
