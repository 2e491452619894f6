"use client";

import { useId, useState } from "react";
import type { EventTypeChoice } from "@/lib/catalogue/queries";
import { own } from "@/lib/own-property";
import { TriRow } from "./tri-row";
import { TriggerOption } from "./trigger-option";
import { countChosen, type TriggerGroup, type TriggerSystem, typesOf } from "./trigger-tree";
import type { Conditions } from "./trigger-values";

interface Choosing {
  chosen: ReadonlySet<string>;
  conditions: Conditions;
  onChoose: (types: EventTypeChoice[], on: boolean) => void;
  /** While somebody searches, all that was found is open. */
  searching: boolean;
}

/** A system of the tree with its groups. Those with a chosen event are open at first, and so is the first system. */
export function SystemBranch({
  system,
  first,
  ...choosing
}: { system: TriggerSystem; first: boolean } & Choosing) {
  const types = typesOf(system);
  const count = countChosen(choosing.chosen, types);
  const [opened, setOpened] = useState(first || count > 0);
  const id = useId();
  const open = opened || choosing.searching;
  return (
    <li className="border-t first:border-t-0">
      <TriRow
        name={system.name}
        count={count}
        total={types.length}
        open={open}
        onOpen={setOpened}
        onChoose={(on) => choosing.onChoose(types, on)}
        controls={id}
        className="px-2"
      />
      <ul id={id} hidden={!open} className="pb-2 pl-6">
        {open &&
          system.groups.map((group) => (
            <GroupBranch key={group.name} group={group} only={system.groups.length === 1} {...choosing} />
          ))}
      </ul>
    </li>
  );
}

function GroupBranch({ group, only, ...choosing }: { group: TriggerGroup; only: boolean } & Choosing) {
  const { chosen, conditions, onChoose, searching } = choosing;
  const count = countChosen(chosen, group.types);
  const [opened, setOpened] = useState(only || count > 0 || group.types.length <= 5);
  const id = useId();
  const open = opened || searching;
  return (
    <li>
      <TriRow
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
                condition={own(conditions, type.name)}
                onChoose={onChoose}
              />
            </li>
          ))}
      </ul>
    </li>
  );
}
