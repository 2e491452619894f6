import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A frame whose content scrolls inside it. */
export function ScrollArea({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  // A scrollable area must be reachable by keyboard (WCAG 2.1.1), even when nothing in it can be focused.
  const reachable = { role: "group", tabIndex: 0, "aria-label": label };
  return (
    // Positioned, so that visually hidden content (sr-only) does not widen the page.
    <div
      {...reachable}
      className={cn("relative overflow-auto -outline-offset-2 print:overflow-visible", className)}
    >
      {children}
    </div>
  );
}
