"use client";

import { Pause, Play } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { formatUpdated } from "./format-updated";
import type { LiveState } from "./live-loop";
import { useLive } from "./live-provider";

const serverState: LiveState = { kind: "live", updatedAt: null };
const subscribeToNothing = () => () => {};

/** Says how old what the page shows is, with a button that pauses its updates. Only what ends the updates is announced. */
export function LiveStatus() {
  const loop = useLive()?.loop;
  const { kind, updatedAt } = useSyncExternalStore(
    loop?.subscribe ?? subscribeToNothing,
    loop?.getState ?? (() => serverState),
    () => serverState,
  );
  const now = useNow();
  const isPaused = kind === "paused";
  const Icon = isPaused ? Play : Pause;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground print:hidden">
      <p role="status" className="empty:hidden">
        {kind === "ended" && "You are signed out or no longer have access. Reload the page."}
        {kind === "offline" && "Not updating: Hookledger cannot be reached. Trying again."}
      </p>
      {kind !== "ended" && (
        <>
          <span className="min-w-29 tabular-nums">
            {isPaused && "Paused. "}
            {updatedAt === null || now === null ? "Updates by itself" : formatUpdated(updatedAt, now)}
          </span>
          <Button variant="outline" size="sm" onClick={() => loop?.togglePause()}>
            <Icon aria-hidden />
            {isPaused ? "Resume" : "Pause"}
            <span className="sr-only"> updates</span>
          </Button>
        </>
      )}
    </div>
  );
}

/** The time, each second; null on the server. */
function useNow(): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const update = () => setNow(Date.now());
    update();
    const timer = setInterval(update, 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
