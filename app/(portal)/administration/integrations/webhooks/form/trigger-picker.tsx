"use client";

import { Search } from "lucide-react";
import { memo, useCallback, useDeferredValue, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { EventTypeChoice } from "@/lib/catalogue/queries";
import { ownProperty } from "@/lib/own-property";
import { Condition, SystemBranch } from "./trigger-branch";
import {
  type ConditionByEventType,
  filterTree,
  listEventTypesIn,
  type TriggerSystem,
  updateChosen,
} from "./trigger-tree";
import { useTreeKeys } from "./use-tree-keys";
import type { FormPartProps } from "./use-webhook-form";

/** Selects the event types that trigger the webhook. Memoized, so that it does not render while the user types in other fields. */
export const TriggerPicker = memo(function TriggerPicker({
  tree,
  allEvents,
  chosen,
  conditions,
  error,
  keysId,
  change,
}: {
  tree: readonly TriggerSystem[];
  allEvents: boolean;
  chosen: ReadonlySet<string>;
  conditions: ConditionByEventType;
  error: string | undefined;
  /** The ID of the text that says which keys the list has. */
  keysId: string;
  change: FormPartProps["change"];
}) {
  const id = useId();
  const [text, setText] = useState("");
  const search = useDeferredValue(text);
  const matches = useMemo(() => filterTree(tree, search), [tree, search]);
  const total = useMemo(() => tree.reduce((sum, system) => sum + listEventTypesIn(system).length, 0), [tree]);
  const onChoose = useCallback(
    (types: EventTypeChoice[], on: boolean) =>
      change((current) => ({ triggers: updateChosen(current.triggers, types, on) })),
    [change],
  );
  const allEventsCondition = conditions["*"]?.trim();
  const treeKeys = useTreeKeys();

  return (
    <div className="grid gap-2">
      <label htmlFor={`${id}-all`} className="flex min-h-8 w-fit gap-2 py-1 touch:min-h-11">
        <Checkbox
          id={`${id}-all`}
          className="mt-0.5"
          checked={allEvents}
          onCheckedChange={(on) => change({ allEvents: on })}
        />
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">All events</span>
          <span className="text-xs text-muted-foreground">
            Every event type in the catalog, including those added later, except Hookledger's own.
          </span>
          {allEvents && allEventsCondition && <Condition text={allEventsCondition} />}
        </span>
      </label>
      {(!allEvents || allEventsCondition) && (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <div className="relative min-w-48 flex-1">
              <Search
                aria-hidden
                className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
              />
              <Input
                type="search"
                aria-label="Search event triggers"
                placeholder="Search event triggers"
                className="pl-8"
                value={text}
                aria-invalid={error ? true : undefined}
                aria-describedby={error ? `${id}-error` : undefined}
                onChange={(event) => setText(event.target.value)}
                // Enter must not submit the form.
                onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
              />
            </div>
            <p aria-live="polite" className="text-xs text-muted-foreground">
              {chosen.size} of {total} chosen
            </p>
            {chosen.size > 0 && (
              <Button variant="ghost" size="sm" onClick={() => change({ triggers: new Set() })}>
                Clear
              </Button>
            )}
          </div>
          <FieldError id={`${id}-error`}>{error}</FieldError>
          {matches.length === 0 ? (
            <p className="rounded-md border px-3 py-6 text-center text-muted-foreground">
              No event types match “{search}”.
            </p>
          ) : (
            <ul
              aria-label="Event types"
              aria-describedby={keysId}
              className="max-h-44 overflow-y-auto rounded-md border"
              {...treeKeys}
            >
              {matches.map((system) => (
                <SystemBranch
                  key={system.name}
                  system={system}
                  isFirst={system === tree[0]}
                  chosen={chosen}
                  conditions={conditions}
                  onChoose={onChoose}
                  searching={search.trim() !== ""}
                />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
});

/** Triggers pinned to an older version of their event type. */
export function TriggerVersions({
  values: { triggers, versions, allEvents },
  change,
  tree,
}: Pick<FormPartProps, "values" | "change"> & { tree: readonly TriggerSystem[] }) {
  const outdatedTypes = tree
    .flatMap(listEventTypesIn)
    .filter(({ name, version }) => triggers.has(name) && (ownProperty(versions, name) ?? version) < version);
  if (allEvents || outdatedTypes.length === 0) return null;
  return (
    <ul aria-label="Triggers that use an older version" className="grid gap-2 rounded-md border p-3">
      {outdatedTypes.map(({ name, title, version }) => (
        <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1">
            {title}: version {ownProperty(versions, name)}, current version {version}
          </span>
          <Button
            variant="outline"
            size="sm"
            aria-label={`Update ${title} to version ${version}`}
            onClick={() => change((current) => ({ versions: { ...current.versions, [name]: version } }))}
          >
            Update
          </Button>
        </li>
      ))}
    </ul>
  );
}
