"use client";

import { useEffect, useState } from "react";
import { cn } from "./cn";
import { absoluteTime, relativeTime } from "./format-time";
import { Tooltip, TooltipContent, TooltipTrigger } from "./tooltip";

const watchers = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on a page, however many rows there are. */
function onTick(watcher: () => void): () => void {
  watchers.add(watcher);
  ticker ??= setInterval(() => {
    for (const tick of watchers) tick();
  }, 20_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

interface TimeProps {
  iso: string;
  className?: string;
}

/** A point in time: relative in the text, on hover and focus absolute with zone (the viewer's and UTC). */
export function Time(props: TimeProps) {
  // By its key, another time is told by the clock of now and not by that of the last tick.
  return <TickingTime key={props.iso} {...props} />;
}

function TickingTime({ iso, className }: TimeProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => onTick(() => setNow(Date.now())), []);
  const [open, setOpen] = useState(false);
  const at = Date.parse(iso);
  const own = absoluteTime(at);
  const utc = absoluteTime(at, "UTC");
  return (
    <Tooltip open={open} onOpenChange={setOpen}>
      <TooltipTrigger
        type="button"
        // A press would close it, and on touch screens nothing else could open it.
        onPointerDown={(event) => event.preventDefault()}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
        className={cn(
          "inline-flex min-h-6 cursor-default items-center rounded-sm whitespace-nowrap",
          className,
        )}
      >
        {/* The server's clock may be a second off the browser's; the next tick is the browser's own. */}
        <time
          dateTime={iso}
          suppressHydrationWarning
          className="underline decoration-dotted underline-offset-4 decoration-muted-foreground/60"
        >
          {relativeTime(at, now)}
        </time>
      </TooltipTrigger>
      <TooltipContent className="grid gap-0.5">
        <span>{own}</span>
        {utc !== own && <span className="text-muted-foreground">{utc}</span>}
      </TooltipContent>
    </Tooltip>
  );
}
