"use client";

import { startTransition, useState, useTransition } from "react";
import { rejectMissingResponse } from "@/components/form/action-result";
import { sendTestAction } from "../actions";
import { toTestInput } from "./form-values";
import type { useWebhookForm } from "./use-webhook-form";

export type SendTestResult = Awaited<ReturnType<typeof sendTestAction>>;

/** Sends a signed sample from the server with the current settings of the form, saved or not, and keeps the result. */
export function useSendTest(
  { values, saved, setRejection }: ReturnType<typeof useWebhookForm>,
  webhookId: string | null,
  eventType: string,
) {
  const [tested, setTested] = useState<{ inputJson: string; result: SendTestResult } | null>(null);
  const [sending, startSending] = useTransition();
  const input = toTestInput(values, saved, webhookId, eventType);

  function send() {
    if (sending) return;
    setTested(null);
    startSending(async () => {
      const result = await sendTestAction(input).catch(rejectMissingResponse);
      const hasInvalidFields = !result.ok && Object.keys(result.errors).length > 0;
      // Set when the transition ends, so that the next test can be sent as soon as the result is shown.
      startTransition(() => {
        setRejection(hasInvalidFields ? result : null);
        setTested({ inputJson: JSON.stringify(input), result });
      });
    });
  }

  return {
    send,
    sending,
    result: tested?.result ?? null,
    /** Whether the settings have changed since the test was sent. */
    outdated: tested !== null && tested.inputJson !== JSON.stringify(input),
  };
}
