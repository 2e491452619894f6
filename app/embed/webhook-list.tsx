"use client";

import { useEffect, useState } from "react";
import { formatHeldCount } from "@/components/domain/format-number";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { WebhookView } from "@/lib/webhooks/schema";
import { type ApiFailure, callApi } from "./call-api";
import { calmPollMs } from "./use-history-page";

const maxListed = 200;

/** The webhooks that the link shows, and of several the one whose deliveries are listed below. */
export function WebhookList({
  token,
  only,
  selected,
  onSelect,
  onFailure,
}: {
  token: string;
  /** The only webhook of the link; null if it shows all of a partner. */
  only: string | null;
  selected: string | null;
  onSelect: (webhookId: string | null) => void;
  onFailure: (failure: ApiFailure) => void;
}) {
  const [webhooks, setWebhooks] = useState<WebhookView[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => {
    let stopped = false;
    async function load() {
      const path = `/api/v1/webhooks?limit=${maxListed}`;
      const result = await callApi<{ items: WebhookView[] }>(token, "GET", path);
      if (stopped) return;
      setMessage(result.ok ? null : result.message);
      if (result.ok) setWebhooks(result.body.items);
      else onFailure(result);
    }
    void load();
    const timer = setInterval(() => document.hidden || load(), calmPollMs);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [token, onFailure]);

  if (message) return <Alert variant="destructive" title={message} />;
  if (webhooks === null) return <p className="text-muted-foreground">Loading…</p>;
  if (webhooks.length === 0) {
    return (
      <p className="text-muted-foreground">
        {only ? "This webhook was deleted. Its history is kept." : "This partner has no webhooks."}
      </p>
    );
  }
  return (
    <>
      <ul className="grid grid-cols-1 divide-y rounded-lg border bg-card">
        {webhooks.map(({ id, name, url, state, stateReason, heldDeliveries }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 p-3">
            <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
              <h2 className="font-medium wrap-anywhere">{name}</h2>
              <p className="font-mono text-xs text-muted-foreground wrap-anywhere">{url}</p>
              {state === "paused" && (
                <p className="text-muted-foreground">
                  {stateReason} {heldDeliveries > 0 && `${formatHeldCount(heldDeliveries)}.`}
                </p>
              )}
            </div>
            <WebhookStateBadge state={state} />
            {!only && (
              <Button
                variant="outline"
                size="sm"
                aria-label={selected === id ? `Show all, not only ${name}` : `Show only this: ${name}`}
                onClick={() => onSelect(selected === id ? null : id)}
              >
                {selected === id ? "Show all" : "Show only this"}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {webhooks.length === maxListed && (
        <p className="text-muted-foreground">The first {maxListed} webhooks by name.</p>
      )}
    </>
  );
}
