"use client";

import { FlaskConical, X } from "lucide-react";
import { startTransition, useId, useState, useTransition } from "react";
import { type FieldErrors, rejectMissingResponse } from "@/components/form/action-result";
import { useDebouncedLoad } from "@/components/form/use-debounced-load";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { ownProperty } from "@/lib/own-property";
import type { TryConditionResult } from "@/lib/playground/try-condition";
import { checkConditionAction, tryConditionAction } from "../actions";
import { ConditionResults } from "./condition-results";
import { listEventTypesIn, listTriggerNames, type TriggerSystem } from "./trigger-tree";
import type { FormPartProps } from "./use-webhook-form";

/** The conditions of the chosen triggers, and a way to add one. */
export function ConditionFields({
  values,
  errors,
  change,
  tree,
}: FormPartProps & { tree: readonly TriggerSystem[] }) {
  const { conditions, allEvents, triggers } = values;
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
  if (chosen.length === 0) return null;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium">Conditions</legend>
      <p className="text-xs text-muted-foreground">
        An event is sent only if the condition of its trigger is true. Conditions are CEL expressions, such as{" "}
        <code className="font-mono">data.amountDue &gt; 100 && entity.daysPastDue == 2</code>, or for changed
        fields <code className="font-mono">"loanStatus" in changes && changes.loanStatus.to == "Closed"</code>
        .
      </p>
      {withCondition.map((name) => (
        <ConditionRow
          key={`${name} ${ownProperty(values.versions, name)}`}
          eventType={name}
          version={ownProperty(values.versions, name) ?? null}
          title={getTitle(name)}
          condition={ownProperty(conditions, name) ?? ""}
          error={ownProperty(conditionErrors, name)}
          onChange={(condition) => setCondition(name, condition)}
          onRemove={() => setCondition(name, null)}
        />
      ))}
      {withoutCondition.length > 0 && (
        <div className="flex flex-wrap items-end gap-2">
          <Field label="Add a condition to" id={id} className="min-w-56 flex-1 sm:max-w-md">
            <Select value={nextEventType} onChange={(event) => setPickedEventType(event.target.value)}>
              {withoutCondition.map((name) => (
                <option key={name} value={name}>
                  {getTitle(name)}
                </option>
              ))}
            </Select>
          </Field>
          <Button variant="outline" onClick={() => setCondition(nextEventType, "")}>
            Add condition
          </Button>
        </div>
      )}
    </fieldset>
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

/** The condition of one trigger: checked as it is typed, evaluated on past events on request. */
function ConditionRow({
  eventType,
  version,
  title,
  condition,
  error,
  onChange,
  onRemove,
}: {
  eventType: string;
  /** The version of the event type; null for the current version. */
  version: number | null;
  title: string;
  condition: string;
  error: string | undefined;
  onChange: (condition: string) => void;
  onRemove: () => void;
}) {
  const typedCondition = condition.trim();
  const { result: check, loading: checking } = useDebouncedLoad(
    typedCondition === "" ? null : typedCondition,
    (text) =>
      checkConditionAction(eventType, version, { expression: text, language: "cel" }).catch(() => ({
        error: rejectMissingResponse().message,
        warning: null,
      })),
  );
  const [tried, setTried] = useState<{ condition: string; result: TryConditionResult } | null>(null);
  const [trying, startTrying] = useTransition();
  const checkError = checking ? undefined : (check?.error ?? undefined);
  const evaluate = () => {
    if (trying) return;
    startTrying(async () => {
      const result = await tryConditionAction(eventType, {
        expression: typedCondition,
        language: "cel",
      }).catch((): TryConditionResult => rejectMissingResponse());
      // Set when the transition ends, so that the next test can start as soon as the result is shown.
      startTransition(() => setTried({ condition: typedCondition, result }));
    });
  };
  return (
    <div className="grid gap-2 rounded-md border p-3">
      <Field
        label={`Send ${title} only if`}
        hint={
          typedCondition === "" ? "If empty, every event is sent." : checking ? "" : (check?.warning ?? "")
        }
        error={checkError ?? (checking || check?.error === null ? undefined : error)}
      >
        <Textarea
          rows={1}
          className="field-sizing-content max-h-48"
          value={condition}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        {typedCondition !== "" && (
          <Button variant="outline" size="sm" aria-disabled={trying} onClick={evaluate}>
            <FlaskConical aria-hidden />
            {trying ? "Testing…" : "Test against the last 20 events"}
          </Button>
        )}
        <Button variant="ghost" size="sm" aria-label={`Remove the condition for ${title}`} onClick={onRemove}>
          <X aria-hidden />
          Remove
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {tried &&
          (tried.result.ok ? (
            <ConditionResults events={tried.result.events} stale={tried.condition !== typedCondition} />
          ) : (
            <Alert variant="destructive" title="Not evaluated">
              <span className="whitespace-pre-wrap">{tried.result.message}</span>
            </Alert>
          ))}
      </div>
    </div>
  );
}
