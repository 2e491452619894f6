"use client";

import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { triState } from "./trigger-tree";

/** A system or a group: a checkbox over all that is in it, and a button that opens it. */
export function TriRow({
  name,
  count,
  total,
  open,
  onOpen,
  onChoose,
  controls,
  className,
}: {
  name: string;
  count: number;
  total: number;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChoose: (on: boolean) => void;
  /** Id of what the button opens. */
  controls: string;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cn("flex min-h-9 items-center gap-1 pointer-coarse:min-h-11", className)}>
      <label htmlFor={`${id}-all`} className="inline-flex size-6 shrink-0 items-center justify-center">
        <Checkbox
          id={`${id}-all`}
          checked={triState(count, total)}
          onCheckedChange={onChoose}
          aria-labelledby={id}
        />
      </label>
      <button
        type="button"
        id={id}
        aria-expanded={open}
        aria-controls={controls}
        onClick={() => onOpen(!open)}
        className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-sm px-1 text-left font-medium"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 transition-transform", open && "rotate-90")}
        />
        <span className="truncate">{name}</span>
        <span className="ml-auto text-xs font-normal whitespace-nowrap text-muted-foreground">
          {count} of {total}
        </span>
      </button>
    </div>
  );
}
