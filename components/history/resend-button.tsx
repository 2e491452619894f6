"use client";

import { RotateCw } from "lucide-react";
import { useRef, useState } from "react";
import { v7 } from "uuid";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { ResendDialog } from "./resend-dialog";
import type { ResendPreview } from "./resend-preview";

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
