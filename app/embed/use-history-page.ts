import { useEffect, useState } from "react";
import type { z } from "zod";
import { findNextChange, nextPollDelay } from "@/components/history/table/poll-delay";
import type { attemptSchema, DeliveryView } from "@/lib/deliveries/schema";
import { type ApiFailure, callApi } from "./call-api";

export type EmbeddedAttempt = z.infer<typeof attemptSchema>;
/** A delivery as the API returns it with `attempts=true`. */
export type EmbeddedDelivery = DeliveryView & { attempts: EmbeddedAttempt[] };

export interface HistoryPage {
  items: EmbeddedDelivery[];
  nextCursor: string | null;
}

/** While no attempt is expected, how long until new deliveries are looked for. */
export const calmPollMs = 30_000;

/**
 * Loads a page of the history, and again as long as it is shown: each second while an attempt is in progress, and every half minute while
 * nothing happens. A frame in the background waits.
 * @param query the query of the list of deliveries
 * @param reloads a new number loads the page at once
 */
export function useHistoryPage(
  token: string,
  query: string,
  reloads: number,
  onFailure: (failure: ApiFailure) => void,
): { page: HistoryPage | null; message: string | null } {
  const [loaded, setLoaded] = useState<{ query: string; page: HistoryPage } | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of `reloads` loads again
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const startedAt = Date.now();
    async function load() {
      const result = await callApi<HistoryPage>(token, "GET", `/api/v1/deliveries?${query}`);
      if (stopped) return;
      setMessage(result.ok ? null : result.message);
      if (result.ok) setLoaded({ query, page: result.body });
      else onFailure(result);
      const next = result.ok ? findNextChange(result.body.items) : null;
      schedule(nextPollDelay(next, Date.now(), Date.now() - startedAt) ?? calmPollMs);
    }
    function schedule(delay: number) {
      timer = setTimeout(() => (document.hidden ? schedule(delay) : load()), delay);
    }
    void load();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [token, query, reloads, onFailure]);
  return { page: loaded?.query === query ? loaded.page : null, message };
}
