"use client";

import { Button } from "@/components/ui/button";
import { own } from "@/lib/own-property";
import type { FieldProps } from "./field-props";
import { type TriggerSystem, typesOf } from "./trigger-tree";

/** Triggers whose event type has a newer version than the one that the webhook chose. */
export function TriggerVersions({
  values: { triggers, versions, allEvents },
  change,
  tree,
}: Pick<FieldProps, "values" | "change"> & { tree: readonly TriggerSystem[] }) {
  const older = tree
    .flatMap(typesOf)
    .filter(({ name, version }) => triggers.has(name) && (own(versions, name) ?? version) < version);
  if (allEvents || older.length === 0) return null;
  return (
    <ul aria-label="Triggers with a newer version" className="grid gap-2 rounded-md border p-3">
      {older.map(({ name, title, version }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1">
            {title}: version {own(versions, name)}, version {version} is current
          </span>
          <Button
            variant="outline"
            size="sm"
            aria-label={`Update ${title} to version ${version}`}
            onClick={() => change((now) => ({ versions: { ...now.versions, [name]: version } }))}
          >
            Update
          </Button>
        </li>
      ))}
    </ul>
  );
}
