"use client";

import Link from "next/link";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { refuse } from "../form/answer";
import { FormSection } from "../form/form-section";
import type { TriggerSystem } from "../form/trigger-tree";
import { sendTestAction } from "./actions";

type Answer = Awaited<ReturnType<typeof sendTestAction>>;

/** Sends the webhook a simulated event, signed and delivered like a real one. */
export function SendTest({
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
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [sending, startSending] = useTransition();

  function send() {
    if (sending) return;
    startSending(async () => {
      setAnswer(
        await sendTestAction(webhookId, eventType).catch(() =>
          refuse("The server did not answer as it should. Try again."),
        ),
      );
    });
  }

  return (
    <FormSection
      title="Send test"
      description="A simulated event from the catalogue, signed and sent with the saved settings; the history marks it as simulated."
    >
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Event type" className="min-w-56 flex-1 sm:max-w-md">
          <Select value={eventType} onChange={(event) => setEventType(event.target.value)}>
            {tree.flatMap((system) =>
              system.groups.map((group) => (
                <optgroup key={`${system.name} ${group.name}`} label={`${system.name}: ${group.name}`}>
                  {group.types.map((type) => (
                    <option key={type.name} value={type.name}>
                      {type.title}
                    </option>
                  ))}
                </optgroup>
              )),
            )}
          </Select>
        </Field>
        <Button variant="outline" aria-disabled={sending} onClick={send}>
          {sending ? "Sending…" : "Send test"}
        </Button>
      </div>
      <div role="status">
        {answer?.ok && (
          <Alert variant="success" title="Queued">
            <Link href={`/deliveries/${answer.traceId}`} className="font-medium underline underline-offset-4">
              See the delivery and its response
            </Link>
          </Alert>
        )}
        {answer?.ok === false && <Alert variant="destructive" title={answer.message} />}
      </div>
    </FormSection>
  );
}
