import type { TriggerSystem } from "./trigger-tree";

/** The options of a select over the catalog, by system and group. */
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
