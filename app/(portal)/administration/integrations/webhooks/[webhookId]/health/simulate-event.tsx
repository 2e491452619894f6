"use client";

import Link from "next/link";
import { startTransition, useState, useTransition } from "react";
import { Section } from "@/components/domain/section";
import { noResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { simulateEventAction } from "../../actions";
import { EventTypeOptions } from "../../form/event-type-options";
import type { TriggerSystem } from "../../form/trigger-tree";

type Result = Awaited<ReturnType<typeof simulateEventAction>>;

/** Sends the webhook a simulated event, signed and delivered like a real one. */
export function SimulateEvent({
  webhookId,
  tree,
  first,
}: {
  webhookId: string;
  tree: TriggerSystem[];
  /** The event type that is chosen at first. */
  first: string;
}) {
  const [eventType, setEventType] = useState(first);
  const [answer, setAnswer] = useState<Result | null>(null);
  const [sending, startSending] = useTransition();

  function send() {
    if (sending) return;
    startSending(async () => {
      const answered = await simulateEventAction(webhookId, eventType).catch(noResponse);
      // With the end of the transition, not before: who reads the answer can ask again.
      startTransition(() => setAnswer(answered));
    });
  }

  return (
    <Section
      title="Simulate an event"
      description="A sample from the catalogue, delivered like a real event: signed, retried and in the history, where it is marked as simulated."
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Event type" className="min-w-56 flex-1 sm:max-w-md">
          <Select value={eventType} onChange={(event) => setEventType(event.target.value)}>
            <EventTypeOptions tree={tree} />
          </Select>
        </Field>
        <Button variant="outline" aria-disabled={sending} onClick={send}>
          {sending ? "Sending…" : "Send simulated event"}
        </Button>
      </div>
      <div role="status" className="empty:-mt-5">
        {answer?.ok && (
          <Alert variant="success" title="Queued">
            <Link href={`/deliveries/${answer.traceId}`} className="font-medium underline underline-offset-4">
              See the delivery and its response
            </Link>
          </Alert>
        )}
        {answer?.ok === false && <Alert variant="destructive" title={answer.message} />}
      </div>
    </Section>
  );
}
