"use client";

import { useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { Tooltip, TooltipContent, TooltipTrigger } from "../ui/tooltip";
import { formatAbsoluteTime, formatRelativeTime } from "./format-time";
import { useTimeZones } from "./time-zones";

const tickListeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

/** Calls the listener every 20 s. All times on a page share one timer. */
function subscribeToTicks(listener: () => void): () => void {
  tickListeners.add(listener);
  ticker ??= setInterval(() => {
    for (const onTick of tickListeners) onTick();
  }, 20_000);
  return () => {
    tickListeners.delete(listener);
    if (tickListeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

interface TimeProps {
  iso: string;
  /** Shows the absolute time in the selected zone, followed by the relative time. */
  absolute?: boolean;
  className?: string;
}

/**
 * A point in time: relative in the text, unless `absolute`; on hover and focus, absolute in the viewer's zone, the lender's
 * and UTC. A click copies it as ISO 8601; the first touch only opens the tooltip. In print it is absolute.
 */
export function Time(props: TimeProps) {
  // The key makes a changed time relative to the current time instead of the last tick.
  return <TickingTime key={props.iso} {...props} />;
}

function TickingTime({ iso, absolute = false, className }: TimeProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => subscribeToTicks(() => setNow(Date.now())), []);
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const { selected } = useTimeZones();
  const at = Date.parse(iso);
  const absoluteText = formatAbsoluteTime(at, selected);

  function changeOpen(next: boolean) {
    setOpen(next);
    if (!next) setCopied(false);
  }

  return (
    <Tooltip open={open} onOpenChange={changeOpen}>
      <TooltipTrigger
        type="button"
        // By default, a press closes the tooltip, and a touch screen has no hover to open it again.
        onPointerDown={(event) => event.preventDefault()}
        onClick={(event) => {
          event.preventDefault();
          // The first touch only opens the tooltip. The clipboard needs HTTPS.
          if (open)
            navigator.clipboard?.writeText(new Date(at).toISOString()).then(() => setCopied(true), noop);
          setOpen(true);
        }}
        className={cn(
          // On touch screens, the target is higher than its line, which stays as high as it is.
          "min-h-6 cursor-default rounded-sm text-left touch:-my-2.5 touch:min-h-11",
          absolute ? "inline-block touch:py-3" : "inline-flex items-center whitespace-nowrap",
          className,
        )}
      >
        {/* The server's clock may differ from the browser's by a second; the next tick uses the browser's. */}
        <time
          dateTime={iso}
          suppressHydrationWarning
          className="underline decoration-dotted underline-offset-4 decoration-muted-foreground/60 print:no-underline"
        >
          {absolute ? (
            absoluteText
          ) : (
            <span suppressHydrationWarning className="print:hidden">
              {formatRelativeTime(at, now)}
            </span>
          )}
          {!absolute && <span className="hidden print:inline">{absoluteText}</span>}
        </time>
        {absolute && (
          <span suppressHydrationWarning className="text-muted-foreground print:hidden">
            , {formatRelativeTime(at, now)}
          </span>
        )}
      </TooltipTrigger>
      {/* Rendered only when open: hundreds of closed tooltips would slow down a long table. */}
      {open && (
        <TooltipContent className="grid gap-1.5 print:hidden">
          <TimeInZones iso={iso} copied={copied} />
        </TooltipContent>
      )}
    </Tooltip>
  );
}

/** A time in the viewer's zone, the lender's zone and UTC (the selected zone first), and as ISO 8601. */
function TimeInZones({ iso, copied }: { iso: string; copied: boolean }) {
  const { viewer, lender, selected } = useTimeZones();
  const at = Date.parse(iso);
  const lines = [
    { label: "Yours", zone: viewer },
    { label: "Lender", zone: lender },
    { label: "UTC", zone: "UTC" },
  ].toSorted((a, b) => Number(b.zone === selected) - Number(a.zone === selected));
  return (
    <>
      <span className="grid grid-cols-[auto_auto] gap-x-3 gap-y-0.5">
        {lines.map(({ label, zone }) => (
          <span key={label} className="col-span-2 grid grid-cols-subgrid">
            <span className="text-muted-foreground">{label}</span>
            <span>{formatAbsoluteTime(at, zone)}</span>
          </span>
        ))}
        <span className="text-muted-foreground">ISO</span>
        <span className="font-mono">{new Date(at).toISOString()}</span>
      </span>
      <span className="text-muted-foreground">{copied ? "Copied." : "Click to copy the ISO time."}</span>
    </>
  );
}

const noop = () => undefined;
