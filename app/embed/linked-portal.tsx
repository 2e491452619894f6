"use client";

import { useCallback, useEffect, useState } from "react";
import type { LinkView } from "@/lib/portal-links/schema";
import { type ApiFailure, callApi, isLinkFailure } from "./call-api";
import { DeliveryHistory } from "./delivery-history";
import { LinkProblem } from "./link-problem";
import { readLinkId } from "./link-token";
import { useTheme } from "./use-appearance";
import { WebhookList } from "./webhook-list";

/** Timers are limited to 24 days; a link ends after 8 hours at the latest. */
const maxWaitMs = 24 * 3_600_000;

/** Loads the link and shows what it shows, until the link ends. */
export function LinkedPortal({ token }: { token: string }) {
  const [link, setLink] = useState<LinkView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [loads, setLoads] = useState(0);

  const load = useCallback(async () => {
    const result = await callApi<LinkView>(token, "GET", `/api/v1/portal-links/${readLinkId(token)}`);
    if (result.ok) setLink(result.body);
    setProblem(result.ok ? null : result.code);
  }, [token]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of `loads` loads again
  useEffect(() => void load(), [load, loads]);

  const expiresAt = link?.expiresAt;
  useEffect(() => {
    if (!expiresAt) return;
    // The server decides: its clock may differ from the browser's.
    const wait = Math.min(maxWaitMs, Math.max(1_000, Date.parse(expiresAt) - Date.now()));
    const timer = setTimeout(load, wait);
    return () => clearTimeout(timer);
  }, [expiresAt, load]);

  const onFailure = useCallback((failure: ApiFailure) => {
    if (isLinkFailure(failure)) setProblem(failure.code);
  }, []);
  useTheme(link?.appearance.theme ?? "system");

  if (problem && (link === null || problem !== "unreachable")) {
    const canRetry = !isLinkFailure({ code: problem });
    return <LinkProblem code={problem} {...(canRetry && { onRetry: () => setLoads(loads + 1) })} />;
  }
  if (link === null) return <p className="p-4 text-muted-foreground">Loading…</p>;
  return <LinkContent token={token} link={link} onFailure={onFailure} />;
}

function LinkContent({
  token,
  link,
  onFailure,
}: {
  token: string;
  link: LinkView;
  onFailure: (failure: ApiFailure) => void;
}) {
  const { entityType, entityId, appearance, resend } = link;
  const [webhookId, setWebhookId] = useState<string | null>(null);
  const isEntity = entityId !== null;
  return (
    <>
      <Brand {...appearance} />
      <div className="grid grid-cols-1 gap-4 p-3 sm:p-4">
        <h1 className="text-lg font-semibold wrap-anywhere">
          {isEntity ? `Webhooks of ${entityType} ${entityId}` : link.webhookId ? "Webhook" : "Webhooks"}
        </h1>
        {!isEntity && (
          <WebhookList
            {...{ token, onFailure }}
            only={link.webhookId}
            selected={webhookId}
            onSelect={setWebhookId}
          />
        )}
        <DeliveryHistory {...{ token, onFailure, webhookId }} canResend={resend} showEntity={!isEntity} />
      </div>
    </>
  );
}

/** The line in the lender's color, its logo and its name. */
function Brand({ name, logo, color }: LinkView["appearance"]) {
  return (
    <>
      {color && <div aria-hidden className="h-1" style={{ backgroundColor: color }} />}
      {(logo || name) && (
        <div className="flex items-center gap-2 border-b bg-card px-3 py-2 sm:px-4">
          {/* biome-ignore lint/performance/noImgElement: the lender's logo has any size and comes from any server */}
          {logo && <img src={logo} alt="" className="h-6 max-w-40 object-contain" />}
          {name && <p className="font-medium wrap-anywhere">{name}</p>}
        </div>
      )}
    </>
  );
}
