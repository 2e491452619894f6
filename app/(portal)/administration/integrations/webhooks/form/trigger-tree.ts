import type { EventTypeChoice } from "@/lib/catalogue/queries";
import { ownProperty } from "@/lib/own-property";
import type { ConditionLanguage } from "@/lib/webhooks/conditions/condition";
import type { WebhookView } from "@/lib/webhooks/schema";

export interface TriggerGroup {
  name: string;
  types: EventTypeChoice[];
}

export interface TriggerSystem {
  name: string;
  groups: TriggerGroup[];
}

/** The catalog as a tree of systems and groups; systems in the order of `order`, others after them. */
export function buildTriggerTree(
  choices: readonly EventTypeChoice[],
  order: readonly string[],
): TriggerSystem[] {
  const getRank = (system: string) => (order.includes(system) ? order.indexOf(system) : order.length);
  return groupChoicesBy(choices, "system")
    .map(([name, systemChoices]) => ({
      name,
      groups: groupChoicesBy(systemChoices, "group").map(([group, types]) => ({ name: group, types })),
    }))
    .sort((a, b) => getRank(a.name) - getRank(b.name));
}

function groupChoicesBy(
  choices: readonly EventTypeChoice[],
  by: "system" | "group",
): [string, EventTypeChoice[]][] {
  const groups = new Map<string, EventTypeChoice[]>();
  for (const choice of choices) {
    const group = groups.get(choice[by]);
    if (group) group.push(choice);
    else groups.set(choice[by], [choice]);
  }
  return [...groups];
}

/** The event types for which each word of `text` occurs in the title, name, entity type or group, or is the name of the system. */
export function filterTree(tree: readonly TriggerSystem[], text: string): TriggerSystem[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...tree];
  const matches = ({ title, name, entityType, group, system }: EventTypeChoice) => {
    const subject = `${title} ${name} ${entityType} ${group}`.toLowerCase();
    return words.every((word) => subject.includes(word) || system.toLowerCase() === word);
  };
  return tree.flatMap((system) => {
    const groups = system.groups.flatMap((group) => {
      const types = group.types.filter(matches);
      return types.length === 0 ? [] : [{ ...group, types }];
    });
    return groups.length === 0 ? [] : [{ ...system, groups }];
  });
}

export function listEventTypesIn(system: TriggerSystem): EventTypeChoice[] {
  return system.groups.flatMap(({ types }) => types);
}

/** The event types of a saved webhook's triggers; "*" stands for all. */
export function listEventTypesOf({ triggers }: Pick<WebhookView, "triggers">): string[] {
  return triggers.map((trigger) => (typeof trigger === "string" ? trigger : trigger.eventType));
}

/** The first of the chosen event types or, if none is chosen, of the catalog. Empty if the catalog is empty too. */
export function findFirstEventType(tree: readonly TriggerSystem[], chosen: Iterable<string>): string {
  const first = [...chosen].find((eventType) => eventType !== "*");
  return first ?? tree.flatMap(listEventTypesIn)[0]?.name ?? "";
}

export function countChosen(chosen: ReadonlySet<string>, types: readonly EventTypeChoice[]): number {
  return types.filter(({ name }) => chosen.has(name)).length;
}

/** `chosen` with all of `types` added, or with all of them removed. */
export function updateChosen(
  chosen: ReadonlySet<string>,
  types: readonly EventTypeChoice[],
  on: boolean,
): ReadonlySet<string> {
  const names = new Set(types.map(({ name }) => name));
  return on ? new Set([...chosen, ...names]) : new Set([...chosen].filter((name) => !names.has(name)));
}

/** The state of a checkbox if `count` of its `total` event types are chosen. */
export function getCheckboxState(count: number, total: number): boolean | "indeterminate" {
  if (count === 0) return false;
  return count === total ? true : "indeterminate";
}

/** Conditions by event type or "*"; a blank condition does not count. */
export type ConditionByEventType = Readonly<Record<string, string>>;
/** The languages of conditions, by event type or "*"; CEL for those left out. */
export type LanguageByEventType = Readonly<Record<string, ConditionLanguage>>;
/** The versions that triggers are pinned to, by event type. */
export type VersionByEventType = Readonly<Record<string, number>>;

export interface TriggerValues {
  allEvents: boolean;
  triggers: ReadonlySet<string>;
  conditions: ConditionByEventType;
  languages: LanguageByEventType;
  versions: VersionByEventType;
}

/** The trigger values of a saved webhook. */
export function toTriggerValues({ triggers }: Pick<WebhookView, "triggers">): TriggerValues {
  const triggerObjects = triggers.map((trigger) =>
    typeof trigger === "string" ? { eventType: trigger } : trigger,
  );
  const types = triggerObjects.map(({ eventType }) => eventType).filter((eventType) => eventType !== "*");
  return {
    allEvents: types.length < triggerObjects.length,
    triggers: new Set(types),
    conditions: Object.fromEntries(
      triggerObjects.flatMap(({ eventType, condition }) =>
        condition === undefined ? [] : [[eventType, condition]],
      ),
    ),
    languages: Object.fromEntries(
      triggerObjects.flatMap(({ eventType, language }) =>
        language === undefined ? [] : [[eventType, language]],
      ),
    ),
    versions: Object.fromEntries(
      triggerObjects.flatMap(({ eventType, version }) =>
        eventType === "*" ? [] : [[eventType, version ?? 1]],
      ),
    ),
  };
}

/** The event types sent as triggers. The order matters: an error identifies a trigger by its index. */
export function listTriggerNames({ allEvents, triggers, conditions }: TriggerValues): string[] {
  // The trigger "All events" makes all other triggers redundant, unless it has a condition.
  const eventTypes = allEvents && !conditions["*"]?.trim() ? [] : [...triggers].sort();
  return [...(allEvents ? ["*"] : []), ...eventTypes];
}

/** @param saved the saved versions; unchanged versions are not sent. */
export function toTriggers(values: TriggerValues, saved: Pick<TriggerValues, "versions">) {
  return listTriggerNames(values).map((eventType) => {
    const condition = ownProperty(values.conditions, eventType)?.trimEnd();
    const version = ownProperty(values.versions, eventType);
    const isVersionChanged = version !== undefined && version !== ownProperty(saved.versions, eventType);
    if (!condition && !isVersionChanged) return eventType;
    const language = ownProperty(values.languages, eventType) ?? "cel";
    return {
      eventType,
      ...(isVersionChanged ? { version } : {}),
      ...(condition ? { condition } : {}),
      ...(condition && language !== "cel" ? { language } : {}),
    };
  });
}
