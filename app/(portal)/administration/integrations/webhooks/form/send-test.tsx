"use client";

import { Send } from "lucide-react";
import { startTransition, useState, useTransition } from "react";
import { formatMilliseconds } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Section } from "@/components/domain/section";
import { noResponse, type Rejection } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { TestResult } from "@/lib/playground/send-test";
import { sendTestAction } from "../actions";
import { EventTypeOptions } from "./event-type-options";
import { testInput } from "./form-values";
import { type TriggerSystem, typesOf } from "./trigger-tree";
import type { useWebhookForm } from "./use-webhook-form";

type Result = Awaited<ReturnType<typeof sendTestAction>>;

/** Sends a sample, signed, from the server, with what stands in the form now; the answer appears below. */
export function SendTest({
  use: { values, saved, markFields: mark },
  tree,
  webhookId,
}: {
  use: ReturnType<typeof useWebhookForm>;
  tree: readonly TriggerSystem[];
  webhookId: string | null;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Result | null>(null);
  const [sending, startSending] = useTransition();
  // Until one is chosen: the first of the form's own triggers.
  const eventType = chosen ?? [...values.triggers][0] ?? tree.flatMap(typesOf)[0]?.name ?? "";

  function send() {
    if (sending) return;
    setAnswer(null);
    startSending(async () => {
      const answered = await sendTestAction(testInput(values, saved, webhookId, eventType)).catch(noResponse);
      const wrongFields = !answered.ok && Object.keys(answered.errors).length > 0;
      // With the end of the transition, not before: who reads the answer can ask again.
      startTransition(() => {
        mark(wrongFields ? answered : null);
        setAnswer(answered);
      });
    });
  }

  return (
    <Section
      title="Send test"
      description="A signed sample, sent once by the server with what stands in this form, saved or not. It is no delivery: it is not retried and not in the history, only in the audit trail."
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Event type" className="min-w-56 flex-1 sm:max-w-md">
          <Select value={eventType} onChange={(event) => setChosen(event.target.value)}>
            <EventTypeOptions tree={tree} />
          </Select>
        </Field>
        <Button variant="outline" aria-disabled={sending} onClick={send}>
          <Send aria-hidden />
          {sending ? "Sending…" : "Send test"}
        </Button>
      </div>
      <div role="status" className="empty:-mt-5">
        {answer && <TestAnswer answer={answer} />}
      </div>
    </Section>
  );
}

/** What came of a test: status, time, and when it failed why and what to do. */
function TestAnswer({ answer }: { answer: { ok: true; result: TestResult } | Rejection }) {
  if (!answer.ok) {
    return (
      <Alert variant="destructive" title={answer.message}>
        {Object.values(answer.errors).map((message) => (
          <p key={message}>{message}</p>
        ))}
      </Alert>
    );
  }
  const { succeeded, responseCode, durationMs, error, destinationIp, answer: text, withheld } = answer.result;
  const code = responseCode === null ? "No response" : `Response ${responseCode}`;
  const from = destinationIp === null ? "" : ` from ${destinationIp}`;
  return (
    <Alert
      variant={succeeded ? "success" : "destructive"}
      title={succeeded ? "The receiver accepted it" : "This would have failed"}
    >
      <p>
        {code}
        {from} after {formatMilliseconds(durationMs)}.
      </p>
      {error && <p>{error}</p>}
      {withheld.length > 0 && (
        <p>Not sent, since the saved URL has another scheme, host or port: {withheld.join(", ")}.</p>
      )}
      {text && (
        <ScrollArea label="What the receiver answered" className="mt-2 max-h-40 rounded-md border bg-card">
          <pre className="p-2 font-mono text-xs whitespace-pre-wrap">{text}</pre>
        </ScrollArea>
      )}
    </Alert>
  );
}
