"use client";

import { RotateCw } from "lucide-react";
import { type Ref, useRef, useState } from "react";
import { toast } from "sonner";
import { v7 } from "uuid";
import { Fact } from "@/components/domain/fact";
import { deliveryStateLabel } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { type ResendPreview, resendWarnings } from "./resend-preview";

/** Asks for one manual attempt; rejected with a sentence to show. The same attempt id twice makes one attempt. */
export type ResendAction = (request: {
  traceId: string;
  attemptId: string;
}) => Promise<{ ok: true } | { ok: false; message: string }>;

/** "Resend…" and the dialog behind it; `compact` is the icon alone, for rows. */
export function ResendButton({
  facts,
  action,
  compact = false,
}: {
  facts: ResendPreview;
  action: ResendAction;
  compact?: boolean;
}) {
  const [attemptId, setAttemptId] = useState<string | null>(null);
  const sendButton = useRef<HTMLButtonElement>(null);
  // One id per opened dialog: however often its button is pressed, it is the same attempt.
  const setOpen = (open: boolean) => setAttemptId(open ? v7() : null);
  return (
    <Dialog open={attemptId !== null} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button
          variant={compact ? "ghost" : "outline"}
          size={compact ? "icon" : "default"}
          className={compact ? "size-7" : "print:hidden"}
          title={compact ? "Resend…" : undefined}
          data-row-resend
          aria-label={`Resend… ${facts.eventTitle} to ${facts.webhookName}`}
        >
          <RotateCw aria-hidden />
          {!compact && "Resend…"}
        </Button>
      </DialogTrigger>
      {/* Closed, it would still cost each row of a history its part of the drawing. */}
      {attemptId && (
        <DialogContent
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            sendButton.current?.focus();
          }}
        >
          <ResendDialog
            facts={facts}
            sendButton={sendButton}
            resend={() => action({ traceId: facts.traceId, attemptId })}
            onDone={() => setOpen(false)}
          />
        </DialogContent>
      )}
    </Dialog>
  );
}

/** What resending means here, and the button that does it. Stays open with the reason when it is rejected. */
function ResendDialog({
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
