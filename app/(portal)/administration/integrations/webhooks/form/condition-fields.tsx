"use client";

import { useId, useState } from "react";
import type { FieldErrors } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ownProperty } from "@/lib/own-property";
import type { ConditionLanguage } from "@/lib/webhooks/conditions/condition";
import { ConditionRow } from "./condition-row";
import { listEventTypesIn, listTriggerNames, type TriggerSystem } from "./trigger-tree";
import type { FormPartProps } from "./use-webhook-form";

/** The conditions of the chosen triggers, and a way to add one. */
export function ConditionFields({
  values,
  errors,
  change,
  tree,
}: FormPartProps & { tree: readonly TriggerSystem[] }) {
  const { conditions, languages, allEvents, triggers } = values;
  const [pickedEventType, setPickedEventType] = useState("");
  const id = useId();
  const titles = new Map(tree.flatMap(listEventTypesIn).map(({ name, title }) => [name, title]));
  const getTitle = (name: string) => (name === "*" ? "All events" : (titles.get(name) ?? name));
  const chosen = [...(allEvents ? ["*"] : []), ...[...triggers].sort()];
  const withCondition = chosen.filter((name) => ownProperty(conditions, name) !== undefined);
  const withoutCondition = chosen.filter((name) => ownProperty(conditions, name) === undefined);
  const nextEventType = withoutCondition.includes(pickedEventType)
    ? pickedEventType
    : (withoutCondition[0] ?? "");
  const conditionErrors = findConditionErrors(errors, listTriggerNames(values));
  const setCondition = (name: string, condition: string | null) =>
    change((current) => {
      const { [name]: _before, ...others } = current.conditions;
      return { conditions: condition === null ? others : { ...others, [name]: condition } };
    });
  const setLanguage = (name: string, language: ConditionLanguage) =>
    change((current) => ({ languages: { ...current.languages, [name]: language } }));
  if (chosen.length === 0) return null;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium">Conditions</legend>
      {withCondition.length > 0 && <ConditionHelp />}
      {withCondition.map((name) => (
        <ConditionRow
          key={`${name} ${ownProperty(values.versions, name)}`}
          eventType={name}
          version={ownProperty(values.versions, name) ?? null}
          title={getTitle(name)}
          expression={ownProperty(conditions, name) ?? ""}
          language={ownProperty(languages, name) ?? "cel"}
          error={ownProperty(conditionErrors, name)}
          onChange={(condition) => setCondition(name, condition)}
          onLanguageChange={(language) => setLanguage(name, language)}
          onRemove={() => setCondition(name, null)}
        />
      ))}
      {withoutCondition.length > 0 && (
        <div className="flex flex-wrap items-end gap-2">
          {withoutCondition.length > 1 && (
            <Field label="Add a condition to" id={id} className="min-w-56 flex-1 sm:max-w-md">
              <Select value={nextEventType} onChange={(event) => setPickedEventType(event.target.value)}>
                {withoutCondition.map((name) => (
                  <option key={name} value={name}>
                    {getTitle(name)}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Button variant="outline" onClick={() => setCondition(nextEventType, "")}>
            {withoutCondition.length > 1 ? "Add condition" : `Add condition to ${getTitle(nextEventType)}`}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** What a condition can be. */
function ConditionHelp() {
  return (
    <p className="text-xs text-muted-foreground">
      An event is sent only if the condition of its trigger is true. Conditions are CEL expressions, such as{" "}
      <code className="font-mono">data.amountDue &gt; 100 && entity.daysPastDue == 2</code>, or for changed
      fields <code className="font-mono">"loanStatus" in changes && changes.loanStatus.to == "Closed"</code>,
      or Clojure formulas with LoanPro’s variables, such as{" "}
      <code className="font-mono">(and (&gt; status-full-due 100) (= status-days-past-due 2))</code>.
    </p>
  );
}

/** The errors in conditions, by event type. The server's errors identify a trigger by its index in `names`. */
function findConditionErrors(errors: FieldErrors, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([field, message]) => {
      const name = names[Number(/^triggers\.(\d+)/.exec(field)?.[1] ?? Number.NaN)];
      return name === undefined ? [] : [[name, message]];
    }),
  );
}
