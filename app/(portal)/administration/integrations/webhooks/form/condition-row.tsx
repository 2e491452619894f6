"use client";

import { FlaskConical, X } from "lucide-react";
import { startTransition, useId, useState, useTransition } from "react";
import { RadioOption } from "@/components/domain/radio-option";
import { rejectMissingResponse } from "@/components/form/action-result";
import { useDebouncedLoad } from "@/components/form/use-debounced-load";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { TryConditionResult } from "@/lib/playground/try-condition";
import type { Condition, ConditionLanguage } from "@/lib/webhooks/conditions/condition";
import { checkConditionAction, tryConditionAction } from "../actions";
import { ConditionEditor } from "./condition-editor";
import { ConditionResults } from "./condition-results";

const languageChoices: readonly [ConditionLanguage, label: string][] = [
  ["cel", "CEL"],
  ["clojure", "Clojure (LoanPro)"],
];

const isSameCondition = (a: Condition, b: Condition) =>
  a.expression === b.expression && a.language === b.language;

/** The condition of one trigger: checked as it is typed, evaluated on past events on request. */
export function ConditionRow({
  eventType,
  version,
  title,
  expression,
  language,
  error,
  onChange,
  onLanguageChange,
  onRemove,
}: {
  eventType: string;
  /** The version of the event type; null for the current version. */
  version: number | null;
  title: string;
  expression: string;
  language: ConditionLanguage;
  error: string | undefined;
  onChange: (expression: string) => void;
  onLanguageChange: (language: ConditionLanguage) => void;
  onRemove: () => void;
}) {
  const id = useId();
  const condition = { expression: expression.trimEnd(), language };
  const isEmpty = condition.expression === "";
  const { result: check, loading: checking } = useDebouncedLoad(isEmpty ? null : condition, (typed) =>
    checkConditionAction(eventType, version, typed).catch(() => ({
      error: rejectMissingResponse().message,
      warning: null,
    })),
  );
  const [tried, setTried] = useState<{ condition: Condition; result: TryConditionResult } | null>(null);
  const [trying, startTrying] = useTransition();
  const checkError = checking ? undefined : (check?.error ?? undefined);
  const evaluate = () => {
    if (trying) return;
    startTrying(async () => {
      const result = await tryConditionAction(eventType, condition).catch(
        (): TryConditionResult => rejectMissingResponse(),
      );
      // Set when the transition ends, so that the next test can start as soon as the result is shown.
      startTransition(() => setTried({ condition, result }));
    });
  };
  return (
    <div className="grid gap-2 rounded-md border p-3">
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="sr-only">Language of the condition for {title}</legend>
        {languageChoices.map(([value, label]) => (
          <RadioOption
            key={value}
            name={`${id}-language`}
            label={label}
            checked={language === value}
            onChange={() => onLanguageChange(value)}
          />
        ))}
      </fieldset>
      <Field
        label={`Send ${title} only if`}
        hint={isEmpty ? "If empty, every event is sent." : checking ? "" : (check?.warning ?? "")}
        error={checkError ?? (checking || check?.error === null ? undefined : error)}
      >
        <ConditionEditor
          language={language}
          value={expression}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        {!isEmpty && (
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
            <ConditionResults
              events={tried.result.events}
              stale={!isSameCondition(tried.condition, condition)}
            />
          ) : (
            <Alert variant="destructive" title="Not evaluated">
              <span className="whitespace-pre-wrap">{tried.result.message}</span>
            </Alert>
          ))}
      </div>
    </div>
  );
}
