"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Awaited, nextPollDelay } from "./poll-delay";

/**
 * Shows the page anew when what it shows has changed. It asks for the revision only, so that a page left open is no
 * sign of a person and its session ends in time.
 */
export function LiveUpdates({
  awaited,
  summary,
  revision,
  revisionHref,
}: {
  awaited: Awaited;
  /** What the page waits for, in words. */
  summary: string;
  /** Of what is shown. */
  revision: string;
  revisionHref: string;
}) {
  const router = useRouter();
  const [live, setLive] = useState(true);
  const [ended, setEnded] = useState(false);
  const at = awaited && !awaited.busy ? awaited.at : null;
  const busy = awaited?.busy === true;

  useEffect(() => {
    if (!live || ended) return;
    const shownAt = Date.now();
    const waitsFor: Awaited = busy ? { busy } : at ? { busy: false, at } : null;
    return pollRevision({
      href: revisionHref,
      revision,
      pause: (now) => nextPollDelay(waitsFor, now, now - shownAt),
      onChange: () => router.refresh(),
      onSignedOut: () => setEnded(true),
    });
  }, [live, ended, busy, at, revision, revisionHref, router]);

  function toggle() {
    setLive(!live);
    if (!live) router.refresh();
  }

  const Icon = live ? Pause : Play;
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <p role="status" className="text-muted-foreground">
        {ended ? "You are signed out. Reload the page to sign in." : summary}
      </p>
      {awaited && !ended && (
        <Button variant="outline" size="sm" role="switch" aria-checked={live} onClick={toggle}>
          <Icon aria-hidden />
          {live ? "Live" : "Live off"}
        </Button>
      )}
    </div>
  );
}

/**
 * Asks for the revision at `href` again and again, and calls `onChange` when it is no longer `revision`. Only while
 * the tab can be seen; at once when it comes back. `pause` says how long until the next look, null: no more.
 * @returns stops it.
 */
function pollRevision({
  href,
  revision,
  pause,
  onChange,
  onSignedOut,
}: {
  href: string;
  revision: string;
  pause: (now: number) => number | null;
  onChange: () => void;
  onSignedOut: () => void;
}): () => void {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;

  function plan() {
    clearTimeout(timer);
    const wait = pause(Date.now());
    if (wait !== null && !stopped.signal.aborted) timer = setTimeout(look, wait);
  }

  async function look() {
    if (document.hidden || looking) return;
    looking = true;
    const found = await fetchRevision(href, stopped.signal);
    looking = false;
    if (stopped.signal.aborted) return;
    if (found === "signed-out") return onSignedOut();
    // Text that somebody is selecting must not move; it is shown at the next look after.
    if (found !== "unreachable" && found.revision !== revision && !isSelecting()) onChange();
    plan();
  }

  const onVisible = () => {
    if (!document.hidden && pause(Date.now()) !== null) void look();
  };
  document.addEventListener("visibilitychange", onVisible);
  plan();
  return () => {
    stopped.abort();
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
    // Offline for a moment, or stopped: the next look tells.
    return "unreachable";
  }
}

function isSelecting(): boolean {
  return document.getSelection()?.type === "Range";
}
