"use client";

import { useEffect, useState } from "react";

export interface WebhookChoice {
  id: string;
  name: string;
}

/** What there is to choose for a text: null while nobody asks, and "failed" when the server could not be asked. */
export function useWebhookChoices(
  text: string | null,
  first: readonly WebhookChoice[],
): { choices: readonly WebhookChoice[]; state: "ready" | "asking" | "failed" } {
  const [answer, setAnswer] = useState<{ text: string; choices: WebhookChoice[] | null } | null>(null);
  const wanted = text?.trim() ?? "";
  useEffect(() => {
    if (wanted === "") return;
    const stopped = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/deliveries/webhook-choices?q=${encodeURIComponent(wanted)}`, {
          signal: stopped.signal,
        });
        setAnswer({ text: wanted, choices: response.ok ? await response.json() : null });
      } catch {
        // Either another text was typed meanwhile, or the server is away.
        if (!stopped.signal.aborted) setAnswer({ text: wanted, choices: null });
      }
    }, 150);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [wanted]);
  if (wanted === "") return { choices: first, state: "ready" };
  if (answer?.text !== wanted) return { choices: answer?.choices ?? [], state: "asking" };
  return answer.choices ? { choices: answer.choices, state: "ready" } : { choices: [], state: "failed" };
}
