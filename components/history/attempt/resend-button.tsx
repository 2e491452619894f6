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
import { listResendWarnings, type ResendPreview } from "./resend-preview";

/** Requests one manual attempt. Two calls with the same request ID make one attempt. A rejected result has a message. */
export type ResendAction = (request: {
  traceId: string;
  requestId: string;
}) => Promise<{ ok: true } | { ok: false; message: string }>;

/** The button "Resend…" and its dialog. `compact` shows only the icon, for rows. */
export function ResendButton({
  preview,
  action,
  compact = false,
}: {
  preview: ResendPreview;
  action: ResendAction;
  compact?: boolean;
}) {
  const [requestId, setRequestId] = useState<string | null>(null);
  const sendButton = useRef<HTMLButtonElement>(null);
  // Opening the dialog creates the request ID, so that pressing the button several times makes only one attempt.
  const setOpen = (open: boolean) => setRequestId(open ? v7() : null);
  return (
    <Dialog open={requestId !== null} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button
          variant={compact ? "ghost" : "outline"}
          size={compact ? "icon" : "default"}
          className={compact ? "size-7" : "print:hidden"}
          title={compact ? "Resend…" : undefined}
          data-row-resend
          aria-label={`Resend… ${preview.eventTitle} to ${preview.webhookName}`}
        >
          <RotateCw aria-hidden />
          {!compact && "Resend…"}
        </Button>
      </DialogTrigger>
      {/* Rendered only when open: fifty closed dialogs would slow down a history page. */}
      {requestId && (
        <DialogContent
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            sendButton.current?.focus();
          }}
        >
          <ResendDialog
            preview={preview}
            sendButton={sendButton}
            resend={() => action({ traceId: preview.traceId, requestId })}
            onDone={() => setOpen(false)}
          />
        </DialogContent>
      )}
    </Dialog>
  );
}

/** Explains the resend and asks for confirmation. If the request is rejected, the dialog stays open and shows the reason. */
function ResendDialog({
  preview,
  sendButton,
  resend,
  onDone,
}: {
  preview: ResendPreview;
  sendButton: Ref<HTMLButtonElement>;
  resend: () => ReturnType<ResendAction>;
  onDone: () => void;
}) {
  const [sending, setSending] = useState(false);
  const [rejectionMessage, setRejectionMessage] = useState<string | null>(null);
  const [openedAt] = useState(() => Date.now());

  async function send() {
    if (sending) return;
    setSending(true);
    setRejectionMessage(null);
    const outcome = await resend().catch(() => ({ ok: false as const, message: unreachableMessage }));
    setSending(false);
    if (!outcome.ok) return setRejectionMessage(outcome.message);
    toast.success("Queued", { description: "The history shows the outcome as soon as it is known." });
    onDone();
  }

  return (
    <>
      <DialogHeader>
        <DialogTitle>Resend “{preview.eventTitle}”</DialogTitle>
        <DialogDescription>
          Sends identical bytes with the same trace ID. The history shows the attempt as “manual”.
        </DialogDescription>
      </DialogHeader>
      <ResendSummary preview={preview} />
      {listResendWarnings(preview, openedAt).map((warning) => (
        <Alert key={warning} variant="warning">
          {warning}
        </Alert>
      ))}
      {rejectionMessage && (
        <Alert variant="destructive" role="alert" title="Not resent">
          {rejectionMessage}
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

const unreachableMessage =
  "Hookledger could not be reached. Try again. Retrying from this dialog never sends the request twice.";

function ResendSummary({
  preview: { traceId, webhookName, destination, last, retry },
}: {
  preview: ResendPreview;
}) {
  return (
    <dl className="grid gap-3">
      <Fact name="Webhook">{webhookName}</Fact>
      <Fact name="Destination">
        {destination ? <span className="font-mono text-xs">{destination}</span> : "No attempt yet"}
        <p className="text-xs text-muted-foreground">
          {destination && "This is the URL of the last attempt. "}
          The resend goes to the webhook's current URL.
        </p>
      </Fact>
      <Fact name="Last response">
        {last ? (
          <>
            {last.outcome === "unknown" ? "Unknown outcome" : deliveryStateLabel(last.outcome)}
            {last.response && ` (${last.response})`}, <Time iso={last.at} />
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
