"use client";

import { Send } from "lucide-react";
import { startTransition, useState, useTransition } from "react";
import { formatMilliseconds } from "@/components/domain/format-number";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Section } from "@/components/domain/section";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { sendTestAction } from "../actions";
import { EventTypeOptions } from "./event-type-options";
import { toTestInput } from "./form-values";
import { listEventTypesIn, type TriggerSystem } from "./trigger-tree";
import type { useWebhookForm } from "./use-webhook-form";

type SendTestResult = Awaited<ReturnType<typeof sendTestAction>>;

/** Sends a signed sample from the server with the current settings of the form, and shows the response. */
export function SendTest({
  webhookForm: { values, saved, setRejection },
  tree,
  webhookId,
}: {
  webhookForm: ReturnType<typeof useWebhookForm>;
  tree: readonly TriggerSystem[];
  webhookId: string | null;
}) {
  const [chosenEventType, setChosenEventType] = useState<string | null>(null);
  const [result, setResult] = useState<SendTestResult | null>(null);
  const [sending, startSending] = useTransition();
  // Defaults to the form's first trigger or, without triggers, to the first event type in the catalog.
  const eventType =
    chosenEventType ?? [...values.triggers][0] ?? tree.flatMap(listEventTypesIn)[0]?.name ?? "";

  function send() {
    if (sending) return;
    setResult(null);
    startSending(async () => {
      const sent = await sendTestAction(toTestInput(values, saved, webhookId, eventType)).catch(
        rejectMissingResponse,
      );
      const hasInvalidFields = !sent.ok && Object.keys(sent.errors).length > 0;
      // Set when the transition ends, so that the next test can be sent as soon as the result is shown.
      startTransition(() => {
        setRejection(hasInvalidFields ? sent : null);
        setResult(sent);
      });
    });
  }

  return (
    <Section
      title="Send test"
      description="Sends a signed sample once, with the settings in this form, saved or not. The test is not retried and appears only in the audit trail."
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Event type" className="min-w-56 flex-1 sm:max-w-md">
          <Select value={eventType} onChange={(event) => setChosenEventType(event.target.value)}>
            <EventTypeOptions tree={tree} />
          </Select>
        </Field>
        <Button variant="outline" aria-disabled={sending} onClick={send}>
          <Send aria-hidden />
          {sending ? "Sending…" : "Send test"}
        </Button>
      </div>
      <div role="status" className="empty:-mt-5">
        {result && <TestOutcome result={result} />}
      </div>
    </Section>
  );
}

/** The result of a test: status, duration and, if it failed, the reason. */
function TestOutcome({ result }: { result: SendTestResult }) {
  if (!result.ok) {
    return (
      <Alert variant="destructive" title={result.message}>
        {Object.values(result.errors).map((message) => (
          <p key={message}>{message}</p>
        ))}
      </Alert>
    );
  }
  const { succeeded, responseCode, durationMs, error, destinationIp, answer: text, withheld } = result.result;
  const code = responseCode === null ? "No response" : `Response ${responseCode}`;
  const from = destinationIp === null ? "" : ` from ${destinationIp}`;
  return (
    <Alert
      variant={succeeded ? "success" : "destructive"}
      title={succeeded ? "Test succeeded" : "Test failed"}
    >
      <p>
        {code}
        {from} after {formatMilliseconds(durationMs)}.
      </p>
      {error && <p>{error}</p>}
      {withheld.length > 0 && (
        <p>
          These saved secrets were not sent because the URL has a different scheme, host or port:{" "}
          {withheld.join(", ")}.
        </p>
      )}
      {text && (
        <ScrollArea label="Response body" className="mt-2 max-h-40 rounded-md border bg-card">
          <pre className="p-2 font-mono text-xs whitespace-pre-wrap">{text}</pre>
        </ScrollArea>
      )}
    </Alert>
  );
}
