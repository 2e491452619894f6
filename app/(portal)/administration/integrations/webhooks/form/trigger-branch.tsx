"use client";

import { ChevronRight } from "lucide-react";
import { memo, useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { EventTypeChoice } from "@/lib/catalogue/queries";
import { ownProperty } from "@/lib/own-property";
import type { ConditionByEventType } from "./trigger-tree";
import {
  countChosen,
  getCheckboxState,
  listEventTypesIn,
  type TriggerGroup,
  type TriggerSystem,
} from "./trigger-tree";

interface ChoiceProps {
  chosen: ReadonlySet<string>;
  conditions: ConditionByEventType;
  onChoose: (types: EventTypeChoice[], on: boolean) => void;
  /** During a search, all branches are open. */
  searching: boolean;
}

/** A system with its groups. Initially open: the first system, and each system with a chosen event type. */
export function SystemBranch({
  system,
  isFirst,
  ...choiceProps
}: { system: TriggerSystem; isFirst: boolean } & ChoiceProps) {
  const types = listEventTypesIn(system);
  const count = countChosen(choiceProps.chosen, types);
  const [opened, setOpened] = useState(isFirst || count > 0);
  const id = useId();
  const open = opened || choiceProps.searching;
  return (
    <li className="border-t first:border-t-0">
      <BranchRow
        name={system.name}
        count={count}
        total={types.length}
        open={open}
        onOpen={setOpened}
        onChoose={(on) => choiceProps.onChoose(types, on)}
        controls={id}
        className="px-2"
      />
      <ul id={id} hidden={!open} className="pb-2 pl-6">
        {open &&
          system.groups.map((group) => (
            <GroupBranch
              key={group.name}
              group={group}
              isOnlyGroup={system.groups.length === 1}
              {...choiceProps}
            />
          ))}
      </ul>
    </li>
  );
}

function GroupBranch({
  group,
  isOnlyGroup,
  ...choiceProps
}: { group: TriggerGroup; isOnlyGroup: boolean } & ChoiceProps) {
  const { chosen, conditions, onChoose, searching } = choiceProps;
  const count = countChosen(chosen, group.types);
  const [opened, setOpened] = useState(isOnlyGroup || count > 0 || group.types.length <= 5);
  const id = useId();
  const open = opened || searching;
  return (
    <li>
      <BranchRow
        name={group.name}
        count={count}
        total={group.types.length}
        open={open}
        onOpen={setOpened}
        onChoose={(on) => onChoose(group.types, on)}
        controls={id}
        className="px-2"
      />
      <ul id={id} hidden={!open} className="grid gap-x-6 pr-2 pb-1 pl-9 sm:grid-cols-2">
        {open &&
          group.types.map((type) => (
            <li key={type.name}>
              <TriggerOption
                type={type}
                checked={chosen.has(type.name)}
                condition={ownProperty(conditions, type.name)}
                onChoose={onChoose}
              />
            </li>
          ))}
      </ul>
    </li>
  );
}

/** An event type with its checkbox. Its condition is edited below the tree. */
const TriggerOption = memo(function TriggerOption({
  type,
  checked,
  condition,
  onChoose,
}: {
  type: EventTypeChoice;
  checked: boolean;
  condition: string | undefined;
  onChoose: (types: EventTypeChoice[], on: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-7 gap-2 rounded-sm py-1 touch:min-h-11">
      <Checkbox
        id={id}
        tabIndex={-1}
        className="mt-0.5"
        checked={checked}
        onCheckedChange={(on) => onChoose([type], on)}
      />
      <span className="grid min-w-0">
        <span className="flex flex-wrap items-center gap-x-2">
          {type.title}
          {type.deprecated && <Badge variant="outline">Deprecated</Badge>}
        </span>
        {type.title !== type.name && (
          <span className="font-mono text-xs text-muted-foreground wrap-anywhere">{type.name}</span>
        )}
        {condition && checked && <Condition text={condition} />}
      </span>
    </label>
  );
});

/** The condition of a trigger, read-only. */
export function Condition({ text }: { text: string }) {
  return (
    <span className="text-xs text-muted-foreground">
      only if <code className="font-mono text-foreground wrap-anywhere">{text}</code>
    </span>
  );
}

/** A system or a group: a checkbox for everything in it, and a button that opens it. The arrow keys do the same (useTreeKeys). */
function BranchRow({
  name,
  count,
  total,
  open,
  onOpen,
  onChoose,
  controls,
  className,
}: {
  name: string;
  count: number;
  total: number;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChoose: (on: boolean) => void;
  /** The id of the list that the button opens. */
  controls: string;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cn("flex min-h-9 items-center gap-1 touch:min-h-11", className)}>
      <label
        htmlFor={`${id}-all`}
        className="inline-flex size-6 shrink-0 items-center justify-center touch:size-11"
      >
        <Checkbox
          id={`${id}-all`}
          tabIndex={-1}
          checked={getCheckboxState(count, total)}
          onCheckedChange={onChoose}
          aria-labelledby={id}
        />
      </label>
      <button
        type="button"
        id={id}
        tabIndex={-1}
        aria-expanded={open}
        aria-controls={controls}
        onClick={() => onOpen(!open)}
        className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1 text-left font-medium touch:min-h-11"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 transition-transform", open && "rotate-90")}
        />
        <span className="truncate">{name}</span>
        <span className="ml-auto text-xs font-normal whitespace-nowrap text-muted-foreground">
          {count} of {total}
        </span>
      </button>
    </div>
  );
}
