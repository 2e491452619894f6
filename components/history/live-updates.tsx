"use client";

import { Pause, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { type Awaited, nextPollDelay } from "./poll-delay";
import { pollRevision } from "./poll-revision";

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
