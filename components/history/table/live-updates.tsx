"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { type NextChange, nextPollDelay } from "./poll-delay";

const quietPollMs = 1_500;

/**
 * Refreshes the page when its rows have changed. It polls only the revision, which does not extend the session: a page
 * left open must not keep its user signed in.
 */
export function LiveUpdates({
  nextChange,
  summary,
  revision,
  revisionHref,
  quiet = false,
  onChange,
}: {
  nextChange: NextChange;
  /** What the page waits for, as text. */
  summary: string;
  /** Identifies the content of the rows on the page; it changes when they change. */
  revision: string;
  revisionHref: string;
  /** Shows no button and always polls at the same short interval, for a page that must show all changes within two seconds. */
  quiet?: boolean;
  /** Gets the changed revision, in place of refreshing the page. Stable across renders. */
  onChange?: (revision: string) => void;
}) {
  const router = useRouter();
  const [live, setLive] = useState(true);
  const [ended, setEnded] = useState(false);
  const at = nextChange && !nextChange.busy ? nextChange.at : null;
  const busy = nextChange?.busy === true;

  useEffect(() => {
    if (!live || ended) return;
    const shownAt = Date.now();
    const next: NextChange = busy ? { busy } : at ? { busy: false, at } : null;
    return pollRevision({
      href: revisionHref,
      revision,
      getDelay: (now) => (quiet ? quietPollMs : nextPollDelay(next, now, now - shownAt)),
      onChange:
        onChange ??
        (() => {
          // A refresh could move text that the user is selecting. The next poll tries again.
          if (!isSelectingText()) router.refresh();
        }),
      onSignedOut: () => setEnded(true),
    });
  }, [live, ended, busy, at, revision, revisionHref, quiet, onChange, router]);

  function toggle() {
    setLive(!live);
    if (!live) router.refresh();
  }

  if (quiet && !ended) return null;
  const Icon = live ? Pause : Play;
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <p role="status" className="text-muted-foreground">
        {ended ? "You are signed out or no longer have access. Reload the page." : summary}
      </p>
      {nextChange && !ended && (
        <Button variant="outline" size="sm" role="switch" aria-checked={live} onClick={toggle}>
          <Icon aria-hidden />
          {live ? "Live" : "Live off"}
        </Button>
      )}
    </div>
  );
}

/**
 * Polls the revision at `href` and calls `onChange` with it when it differs from `revision`. Polls only while the tab is visible, and
 * immediately when it becomes visible. `getDelay` returns the milliseconds until the next poll; null stops polling.
 * @returns a function that stops polling
 */
function pollRevision({
  href,
  revision,
  getDelay,
  onChange,
  onSignedOut,
}: {
  href: string;
  revision: string;
  getDelay: (now: number) => number | null;
  onChange: (revision: string) => void;
  onSignedOut: () => void;
}): () => void {
  const abortController = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPolling = false;

  function schedule() {
    clearTimeout(timer);
    const wait = getDelay(Date.now());
    if (wait !== null && !abortController.signal.aborted) timer = setTimeout(poll, wait);
  }

  async function poll() {
    if (document.hidden || isPolling) return;
    isPolling = true;
    const polled = await fetchRevision(href, abortController.signal);
    isPolling = false;
    if (abortController.signal.aborted) return;
    if (polled === "signed-out") return onSignedOut();
    if (polled !== "unreachable" && polled.revision !== revision) onChange(polled.revision);
    schedule();
  }

  const onVisible = () => {
    if (!document.hidden && getDelay(Date.now()) !== null) void poll();
  };
  document.addEventListener("visibilitychange", onVisible);
  schedule();
  return () => {
    abortController.abort();
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

async function fetchRevision(
  href: string,
  signal: AbortSignal,
): Promise<{ revision: string } | "signed-out" | "unreachable"> {
  try {
    const response = await fetch(href, { signal, cache: "no-store" });
    if (response.status === 401 || response.status === 403) return "signed-out";
    return response.ok ? { revision: await response.text() } : "unreachable";
  } catch {
    // Offline, or the server is down: the next poll tries again. The caller ignores the result of an aborted request.
    return "unreachable";
  }
}

function isSelectingText(): boolean {
  return document.getSelection()?.type === "Range";
}
