"use client";

import { useId, useState } from "react";
import type { FieldErrors } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { own } from "@/lib/own-property";
import { ConditionRow } from "./condition-row";
import type { FieldProps } from "./field-props";
import { type TriggerSystem, typesOf } from "./trigger-tree";
import { triggerNames } from "./trigger-values";

/** The conditions of the chosen triggers, each with a tester, and one more to add. */
export function ConditionFields({
  values,
  errors,
  change,
  tree,
}: FieldProps & { tree: readonly TriggerSystem[] }) {
  const { conditions, allEvents, triggers } = values;
  const [picked, setPicked] = useState("");
  const id = useId();
  const titles = new Map(tree.flatMap(typesOf).map(({ name, title }) => [name, title]));
  const titleOf = (name: string) => (name === "*" ? "All events" : (titles.get(name) ?? name));
  const chosen = [...(allEvents ? ["*"] : []), ...[...triggers].sort()];
  const withOne = chosen.filter((name) => own(conditions, name) !== undefined);
  const without = chosen.filter((name) => own(conditions, name) === undefined);
  const next = without.includes(picked) ? picked : (without[0] ?? "");
  const faults = conditionErrors(errors, triggerNames(values));
  const set = (name: string, condition: string | null) =>
    change((now) => {
      const { [name]: _before, ...others } = now.conditions;
      return { conditions: condition === null ? others : { ...others, [name]: condition } };
    });
  if (chosen.length === 0) return null;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium">Conditions</legend>
      <p className="text-xs text-muted-foreground">
        An event is sent only when its condition is true. Conditions are CEL, such as{" "}
        <code className="font-mono">data.amountDue &gt; 100 && entity.daysPastDue == 2</code>, or for what
        changed{" "}
        <code className="font-mono">"loanStatus" in changes && changes.loanStatus.to == "Closed"</code>.
      </p>
      {withOne.map((name) => (
        <ConditionRow
          key={name}
          eventType={name}
          title={titleOf(name)}
          condition={own(conditions, name) ?? ""}
          error={own(faults, name)}
          onChange={(condition) => set(name, condition)}
          onRemove={() => set(name, null)}
        />
      ))}
      {without.length > 0 && (
        <div className="flex flex-wrap items-end gap-2">
          <Field label="Trigger without a condition" id={id} className="min-w-56 flex-1 sm:max-w-md">
            <Select value={next} onChange={(event) => setPicked(event.target.value)}>
              {without.map((name) => (
                <option key={name} value={name}>
                  {titleOf(name)}
                </option>
              ))}
            </Select>
          </Field>
          <Button variant="outline" onClick={() => set(next, "")}>
            Add a condition
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** By event type: the server names a trigger by its place. */
function conditionErrors(errors: FieldErrors, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([field, message]) => {
      const name = names[Number(/^triggers\.(\d+)/.exec(field)?.[1] ?? Number.NaN)];
      return name === undefined ? [] : [[name, message]];
    }),
  );
}
