"use client";

import { FlaskConical, X } from "lucide-react";
import { startTransition, useState, useTransition } from "react";
import { noResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Tried } from "@/lib/playground/try-condition";
import { checkConditionAction, tryConditionAction } from "./condition-actions";
import { TriedEvents } from "./tried-events";
import { useDebounced } from "./use-debounced";

/** One trigger's condition: checked as it is typed, and tried on past events when asked. */
export function ConditionRow({
  eventType,
  title,
  condition,
  error,
  onChange,
  onRemove,
}: {
  eventType: string;
  title: string;
  condition: string;
  error: string | undefined;
  onChange: (condition: string) => void;
  onRemove: () => void;
}) {
  const typed = condition.trim();
  const { answer, waiting } = useDebounced(typed === "" ? null : typed, (text) =>
    checkConditionAction(eventType, text).catch(() => ({ fault: noResponse().message, warning: null })),
  );
  const [tried, setTried] = useState<{ of: string; answer: Tried } | null>(null);
  const [trying, startTrying] = useTransition();
  const fault = waiting ? undefined : (answer?.fault ?? undefined);
  const tryIt = () => {
    if (trying) return;
    startTrying(async () => {
      const answered = await tryConditionAction(eventType, typed).catch((): Tried => noResponse());
      // With the end of the transition, not before: who reads the answer can ask again.
      startTransition(() => setTried({ of: typed, answer: answered }));
    });
  };
  return (
    <div className="grid gap-2 rounded-md border p-3">
      <Field
        label={`${title}: only when`}
        hint={typed === "" ? "Left empty, every event is sent." : waiting ? "" : (answer?.warning ?? "")}
        error={fault ?? (waiting || answer?.fault === null ? undefined : error)}
      >
        <Textarea
          rows={1}
          className="field-sizing-content max-h-48"
          value={condition}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        {typed !== "" && (
          <Button variant="outline" size="sm" aria-disabled={trying} onClick={tryIt}>
            <FlaskConical aria-hidden />
            {trying ? "Trying…" : "Try on the last 20 events"}
          </Button>
        )}
        <Button variant="ghost" size="sm" aria-label={`Remove the condition of ${title}`} onClick={onRemove}>
          <X aria-hidden />
          Remove
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {tried &&
          (tried.answer.ok ? (
            <TriedEvents events={tried.answer.events} stale={tried.of !== typed} />
          ) : (
            <Alert variant="destructive" title="Not tried">
              <span className="whitespace-pre-wrap">{tried.answer.message}</span>
            </Alert>
          ))}
      </div>
    </div>
  );
}
