"use client";

import { useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { Tooltip, TooltipContent, TooltipTrigger } from "../ui/tooltip";
import { formatAbsoluteTime, formatRelativeTime } from "./format-time";
import { TimeLines } from "./time-lines";
import { useTimeZones } from "./time-zones";

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
  /** Said in full, with the zone that was chosen; how long ago follows. */
  absolute?: boolean;
  className?: string;
}

/**
 * A point in time: relative in the text; on hover and focus absolute in the viewer's zone, the bank's and UTC, each
 * named. Pressing it copies it as ISO 8601. On paper it is absolute.
 */
export function Time(props: TimeProps) {
  // By its key, another time is told by the clock of now and not by that of the last tick.
  return <TickingTime key={props.iso} {...props} />;
}

function TickingTime({ iso, absolute = false, className }: TimeProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => onTick(() => setNow(Date.now())), []);
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const { shown } = useTimeZones();
  const at = Date.parse(iso);
  const inFull = formatAbsoluteTime(at, shown);

  function show(next: boolean) {
    setOpen(next);
    if (!next) setCopied(false);
  }

  return (
    <Tooltip open={open} onOpenChange={show}>
      <TooltipTrigger
        type="button"
        // A press would close it, and on touch screens nothing else could open it.
        onPointerDown={(event) => event.preventDefault()}
        onClick={(event) => {
          event.preventDefault();
          // The first touch only shows it. Without https there is no clipboard: the text stays to be read.
          if (open)
            navigator.clipboard?.writeText(new Date(at).toISOString()).then(() => setCopied(true), noop);
          setOpen(true);
        }}
        className={cn(
          "min-h-6 cursor-default rounded-sm text-left",
          absolute ? "inline-block" : "inline-flex items-center whitespace-nowrap",
          className,
        )}
      >
        {/* The server's clock may be a second off the browser's; the next tick is the browser's own. */}
        <time
          dateTime={iso}
          suppressHydrationWarning
          className="underline decoration-dotted underline-offset-4 decoration-muted-foreground/60 print:no-underline"
        >
          {absolute ? (
            inFull
          ) : (
            <span suppressHydrationWarning className="print:hidden">
              {formatRelativeTime(at, now)}
            </span>
          )}
          {!absolute && <span className="hidden print:inline">{inFull}</span>}
        </time>
        {absolute && (
          <span suppressHydrationWarning className="text-muted-foreground print:hidden">
            , {formatRelativeTime(at, now)}
          </span>
        )}
      </TooltipTrigger>
      {/* Closed, it would still cost each row of a long table its part of the drawing. */}
      {open && (
        <TooltipContent className="grid gap-1.5 print:hidden">
          <TimeLines iso={iso} copied={copied} />
        </TooltipContent>
      )}
    </Tooltip>
  );
}

const noop = () => undefined;
