"use client";

import { type Ref, useState } from "react";
import { toast } from "sonner";
import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  DialogClose,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Fact } from "./attempt-facts";
import type { ResendAction } from "./resend-button";
import { type ResendPreview, resendWarnings } from "./resend-preview";

/** What resending means here, and the button that does it. Stays open with the reason when it is rejected. */
export function ResendDialog({
  facts,
  sendButton,
  resend,
  onDone,
}: {
  facts: ResendPreview;
  sendButton: Ref<HTMLButtonElement>;
  resend: () => ReturnType<ResendAction>;
  onDone: () => void;
}) {
  const [sending, setSending] = useState(false);
  const [rejected, setRejected] = useState<string | null>(null);
  const [openedAt] = useState(() => Date.now());

  async function send() {
    if (sending) return;
    setSending(true);
    setRejected(null);
    const outcome = await resend().catch(() => ({ ok: false as const, message: unreachable }));
    setSending(false);
    if (!outcome.ok) return setRejected(outcome.message);
    toast.success("Queued", { description: "The outcome appears in the history by itself." });
    onDone();
  }

  return (
    <>
      <DialogHeader>
        <DialogTitle>Resend “{facts.eventTitle}”</DialogTitle>
        <DialogDescription>
          Identical bytes, same trace ID. It shows as “manual” in the history.
        </DialogDescription>
      </DialogHeader>
      <ResendSummary facts={facts} />
      {resendWarnings(facts, openedAt).map((warning) => (
        <Alert key={warning} variant="warning">
          {warning}
        </Alert>
      ))}
      {rejected && (
        <Alert variant="destructive" role="alert" title="Not resent">
          {rejected}
        </Alert>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button ref={sendButton} onClick={send} aria-disabled={sending}>
          {sending ? "Queuing…" : "Resend 1 webhook"}
        </Button>
      </DialogFooter>
    </>
  );
}

const unreachable =
  "Hookledger could not be reached. Try again: as long as this window stays open it is the same attempt, so nothing is sent twice.";

function ResendSummary({
  facts: { traceId, webhookName, destination, last, retry },
}: {
  facts: ResendPreview;
}) {
  return (
    <dl className="grid gap-3">
      <Fact name="Webhook">{webhookName}</Fact>
      <Fact name="Destination">
        {destination ? <span className="font-mono text-xs">{destination}</span> : "Not attempted yet"}
        <p className="text-xs text-muted-foreground">
          Where the last attempt went; if the webhook’s URL was changed since, it goes to the new one.
        </p>
      </Fact>
      <Fact name="Last response">
        {last ? (
          <>
            {last.outcome === "unknown" ? "Unknown outcome" : deliveryStateLabel(last.outcome)}
            {last.answer && ` (${last.answer})`}, <Time iso={last.at} />
          </>
        ) : (
          "None yet"
        )}
      </Fact>
      {retry && (
        <Fact name="Scheduled retry">
          Attempt {retry.number}, <Time iso={retry.at} />. It stays scheduled.
        </Fact>
      )}
      <Fact name="Trace ID">
        <span className="font-mono text-xs">{traceId}</span>
      </Fact>
    </dl>
  );
}
