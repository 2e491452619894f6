"use client";

import { Send } from "lucide-react";
import { startTransition, useState, useTransition } from "react";
import { Section } from "@/components/domain/section";
import { noResponse } from "@/components/form/action-result";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { sendTestAction } from "../test-action";
import { EventTypeOptions } from "./event-type-options";
import { testInput } from "./form-values";
import { TestAnswer } from "./test-answer";
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
