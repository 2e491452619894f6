"use client";

import Link from "next/link";
import { startTransition, useState, useTransition } from "react";
import { rejectMissingResponse } from "@/components/form/action-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { simulateEventAction } from "../../actions";
import { EventTypeOptions } from "../../form/event-type-options";
import type { TriggerSystem } from "../../form/trigger-tree";

type SimulationResult = Awaited<ReturnType<typeof simulateEventAction>>;

/** A form that sends the webhook a simulated event, signed and delivered like a real one. */
export function SimulateEvent({
  webhookId,
  tree,
  initialEventType,
}: {
  webhookId: string;
  tree: TriggerSystem[];
  /** The event type that is selected first. */
  initialEventType: string;
}) {
  const [eventType, setEventType] = useState(initialEventType);
  const [result, setResult] = useState<SimulationResult | null>(null);
  const [sending, startSending] = useTransition();

  function send() {
    if (sending) return;
    startSending(async () => {
      const sent = await simulateEventAction(webhookId, eventType).catch(rejectMissingResponse);
      // Set when the transition ends, so that the next event can be sent as soon as the result is shown.
      startTransition(() => setResult(sent));
    });
  }

  return (
    <div className="grid gap-3">
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
      <div role="status" className="empty:hidden">
        {result?.ok && (
          <Alert variant="success" title="Queued">
            <Link href={`/deliveries/${result.traceId}`} className="font-medium underline underline-offset-4">
              View the delivery
            </Link>
          </Alert>
        )}
        {result?.ok === false && <Alert variant="destructive" title={result.message} />}
      </div>
    </div>
  );
}
