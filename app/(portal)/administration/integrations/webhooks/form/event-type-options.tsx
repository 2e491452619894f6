import type { TriggerSystem } from "./trigger-tree";

/** The event types of the catalog as the options of a select, by system and group. */
export function EventTypeOptions({ tree }: { tree: readonly TriggerSystem[] }) {
  return tree.flatMap((system) =>
    system.groups.map((group) => (
      <optgroup key={`${system.name} ${group.name}`} label={`${system.name}: ${group.name}`}>
        {group.types.map((type) => (
          <option key={type.name} value={type.name}>
            {type.title}
          </option>
        ))}
      </optgroup>
    )),
  );
}
