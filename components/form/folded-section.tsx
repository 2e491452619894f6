"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

/**
 * A part of a form, folded into one line: its title, and what applies now. It can be opened and closed by hand, and opens by itself
 * whenever `reasonToOpen` changes to something other than false: nothing invalid and nothing unusual is hidden.
 */
export function FoldedSection({
  title,
  summary,
  reasonToOpen,
  children,
}: {
  title: string;
  /** A sentence, or a list of settings. */
  summary: string;
  /** Compared by identity: after each rejected submit, pass its new errors, so that the section opens again. */
  reasonToOpen: object | boolean;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(reasonToOpen !== false);
  const [knownReason, setKnownReason] = useState(reasonToOpen);
  // During the render, so that a field in it can already get the focus when the effects run.
  if (reasonToOpen !== knownReason) {
    setKnownReason(reasonToOpen);
    if (reasonToOpen !== false) setOpen(true);
  }
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group border-t px-4 first:border-t-0 sm:px-5"
    >
      <summary className="-mx-2 flex min-h-8 cursor-pointer items-start gap-2 rounded-md px-2 py-1.5 -outline-offset-2 touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 wrap-anywhere">
          <span className="font-medium">{title}:</span>{" "}
          <span className="text-muted-foreground">{summary}</span>
        </span>
      </summary>
      <div className="grid grid-cols-1 gap-5 pt-2 pb-5">{children}</div>
    </details>
  );
}
