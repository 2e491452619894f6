"use client";

import { ChevronDown, X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, type SyntheticEvent, useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";

const chipClass =
  "inline-flex min-h-8 items-center gap-1.5 rounded-full px-2.5 text-sm hover:bg-muted touch:min-h-11";

/**
 * A chip that opens a panel below it. It is a native disclosure, so it also works without JavaScript; of the panels with the same `name`,
 * only one is open. Escape, a press elsewhere and leaving it with Tab close the panel.
 */
export function FilterPanel({
  label,
  value,
  removeHref,
  children,
}: {
  label: string;
  /** What is filtered for, as text; undefined if the filter is not set. */
  value?: string | undefined;
  /** The URL of the list without this filter. */
  removeHref?: string;
  children: ReactNode;
}) {
  const panel = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = ({ target }: PointerEvent) => {
      if (panel.current?.open && target instanceof Node && !panel.current.contains(target))
        panel.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);
  return (
    <div
      className={cn(
        "flex max-w-full items-center rounded-full border",
        value === undefined
          ? "border-dashed border-input"
          : "border-primary bg-accent text-accent-foreground",
      )}
    >
      <details
        ref={panel}
        name="filter"
        className="relative min-w-0"
        onToggle={focusFirstField}
        // A link in the panel changes the filters, and the panel is done.
        onClick={({ target, currentTarget }) => {
          if (target instanceof Element && target.closest("a")) closePanel(currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.defaultPrevented || !event.currentTarget.open) return;
          closePanel(event.currentTarget);
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget))
            currentTarget.open = false;
        }}
      >
        <summary className={cn(chipClass, "max-w-full")}>
          <span className="min-w-0 truncate" title={value}>
            {label}
            {value !== undefined && (
              <>
                : <span className="font-medium">{value}</span>
              </>
            )}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </summary>
        <div className="absolute top-full left-0 z-30 mt-1 grid w-72 max-w-[calc(100vw-2rem)] gap-3 rounded-md border bg-popover p-3 text-popover-foreground shadow-lg">
          {children}
        </div>
      </details>
      {value !== undefined && removeHref !== undefined && (
        <RemoveLink href={removeHref} label={`Remove the filter ${label}`} />
      )}
    </div>
  );
}

/** The cross at the end of a chip. */
function RemoveLink({ href, label }: { href: string; label: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-label={label}
      // The cross disappears with the filter, and the chip stays.
      onClick={({ currentTarget }) => currentTarget.parentElement?.querySelector("summary")?.focus()}
      className="mr-1 inline-flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-muted touch:size-11"
    >
      <X aria-hidden className="size-3.5" />
    </Link>
  );
}

/** A chip that is a link: it switches something on and, with a cross, off again. */
export function ToggleChip({ label, on, href }: { label: string; on: boolean; href: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={on || undefined}
      className={cn(
        chipClass,
        "border",
        on ? "border-primary bg-accent text-accent-foreground" : "border-dashed border-input",
      )}
    >
      {label}
      {on && <X aria-hidden className="size-3.5" />}
      {on && <span className="sr-only"> (remove)</span>}
    </Link>
  );
}

/** Closes a panel; the focus returns to its chip. */
export function closePanel(panel: HTMLDetailsElement): void {
  panel.open = false;
  panel.querySelector("summary")?.focus();
}

/** Moves the focus into an opened panel, and the panel to the left if it would leave the screen. */
function focusFirstField({ currentTarget: details }: SyntheticEvent<HTMLDetailsElement>) {
  const panel = details.querySelector<HTMLElement>("summary + div");
  if (!details.open || !panel) return;
  panel.style.marginLeft = "";
  const beyond = panel.getBoundingClientRect().right + 8 - document.documentElement.clientWidth;
  if (beyond > 0) panel.style.marginLeft = `${-beyond}px`;
  panel.querySelector<HTMLElement>("input:not([type=hidden]), select, a, button")?.focus();
}
