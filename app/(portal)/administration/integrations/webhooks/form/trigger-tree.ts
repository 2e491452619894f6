import type { EventTypeChoice } from "@/lib/catalogue/queries";

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
