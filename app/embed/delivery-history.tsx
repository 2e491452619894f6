"use client";

import { ChevronLeft, ChevronRight, Inbox, SearchX } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { deliveryStateLabel, deliveryStateNames } from "@/components/domain/state-badge";
import { describeProgress } from "@/components/history/table/poll-delay";
import { DeferredRows, useVisibleRows } from "@/components/live/deferred-rows";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { type ApiFailure, callApi } from "./call-api";
import { DeliveryItem } from "./delivery-item";
import { type EmbeddedDelivery, useHistoryPage } from "./use-history-page";

const pageSize = "20";

/** The deliveries that the link shows, a page at a time, newest first. New ones wait behind a button, so that nothing moves. */
export function DeliveryHistory({
  token,
  webhookId,
  canResend,
  showEntity,
  onFailure,
}: {
  token: string;
  /** Only deliveries of this webhook; null for all. */
  webhookId: string | null;
  canResend: boolean;
  showEntity: boolean;
  onFailure: (failure: ApiFailure) => void;
}) {
  const [state, setState] = useState("");
  /** The cursors of the pages up to the one that is shown; none for the newest page. */
  const [pages, setPages] = useState<{ of: string; cursors: string[] }>({ of: "", cursors: [] });
  const [reloads, setReloads] = useState(0);
  const filter = new URLSearchParams({ ...(state && { state }), ...(webhookId && { webhookId }) }).toString();
  const cursors = pages.of === filter ? pages.cursors : [];
  const query = new URLSearchParams(filter);
  query.set("attempts", "true");
  query.set("limit", pageSize);
  const cursor = cursors.at(-1);
  if (cursor) query.set("cursor", cursor);
  const { page, message } = useHistoryPage(token, query.toString(), reloads, onFailure);

  async function resend({ traceId, requestId }: { traceId: string; requestId: string }) {
    const path = `/api/v1/deliveries/${traceId}/resend`;
    const result = await callApi<object>(token, "POST", path, { requestId });
    if (!result.ok) onFailure(result);
    else setReloads((count) => count + 1);
    return result;
  }
  const showPage = (next: string[]) => setPages({ of: filter, cursors: next });

  return (
    <section aria-label="Deliveries" className="grid grid-cols-1 gap-3">
      <div className="grid w-48 gap-1">
        <Label htmlFor="state">Status</Label>
        <Select id="state" value={state} onChange={(event) => setState(event.target.value)}>
          <option value="">All</option>
          {deliveryStateNames.map((name) => (
            <option key={name} value={name}>
              {deliveryStateLabel(name)}
            </option>
          ))}
        </Select>
      </div>
      {message && <Alert variant="destructive" role="alert" title={message} />}
      {page === null && !message && <p className="text-muted-foreground">Loading…</p>}
      {page && (
        <DeferredRows
          key={query.toString()}
          ids={page.items.map(({ traceId }) => traceId)}
          watch={null}
          revision=""
          status={<p className="text-muted-foreground">{describeProgress(page.items)}</p>}
        >
          <DeliveryItems deliveries={page.items} showEntity={showEntity} resend={canResend ? resend : null} />
          {page.items.length === 0 && (
            <NoDeliveries filtered={filter !== ""} more={page.nextCursor !== null} />
          )}
        </DeferredRows>
      )}
      {page && (cursors.length > 0 || page.nextCursor) && (
        <nav aria-label="Pages" className="flex justify-end gap-2">
          {cursors.length > 0 && (
            <Button variant="outline" onClick={() => showPage(cursors.slice(0, -1))}>
              <ChevronLeft aria-hidden />
              Newer
            </Button>
          )}
          {page.nextCursor && (
            <Button variant="outline" onClick={() => showPage([...cursors, page.nextCursor ?? ""])}>
              Older
              <ChevronRight aria-hidden />
            </Button>
          )}
        </nav>
      )}
    </section>
  );
}

/** The deliveries that were there when the page was opened, in that order, as far as they are still on it. */
function DeliveryItems({
  deliveries,
  ...props
}: { deliveries: readonly EmbeddedDelivery[] } & Omit<ComponentProps<typeof DeliveryItem>, "delivery">) {
  const rows = useVisibleRows(deliveries.map((value) => ({ id: value.traceId, value })));
  return (
    <ul className="grid grid-cols-1 gap-2">
      {rows.map(({ id, value, current }) => current && <DeliveryItem key={id} delivery={value} {...props} />)}
    </ul>
  );
}

function NoDeliveries({ filtered, more }: { filtered: boolean; more: boolean }) {
  if (more) {
    const description = "No delivery of this time matches. Choose “Older” to search further back.";
    return <EmptyState icon={SearchX} title="No results so far" description={description} />;
  }
  if (filtered)
    return <EmptyState icon={SearchX} title="No results" description="No delivery matches this filter." />;
  return <EmptyState icon={Inbox} title="Nothing was sent" description="No webhook was sent yet." />;
}
