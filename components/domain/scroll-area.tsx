import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Content that scrolls inside its own frame. */
export function ScrollArea({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  // What scrolls must be reachable by the keyboard (WCAG 2.1.1), also when nothing in it can have the focus.
  const reachable = { role: "group", tabIndex: 0, "aria-label": label };
  return (
    // Positioned, so that what is hidden from the eye in it (sr-only) does not widen the page.
    <div
      {...reachable}
      className={cn("relative overflow-auto -outline-offset-2 print:overflow-visible", className)}
    >
      {children}
    </div>
  );
}
