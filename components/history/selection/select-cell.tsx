"use client";

import { useId, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";

const labelClass = "flex h-6 min-w-6 items-center justify-center touch:h-11 touch:min-w-11";

/** The checkbox of a row, or of the whole page, which can be "indeterminate". A click with Shift extends the selection to this row. */
export function SelectBox({
  label,
  checked,
  obstacle,
  caption,
  onSelect,
}: {
  label: string;
  /** Shown beside the checkbox on a phone. */
  caption?: string;
  checked: boolean | "indeterminate";
  /** Why the row or page cannot be selected; undefined if it can. */
  obstacle?: string | undefined;
  onSelect: (checked: boolean, extend: boolean) => void;
}) {
  const id = useId();
  const shift = useRef(false);
  return (
    <label
      htmlFor={id}
      className={cn(labelClass, obstacle && "cursor-not-allowed")}
      title={obstacle}
      // Prevents a click with Shift from selecting text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
    >
      <Checkbox
        id={id}
        aria-label={obstacle ? `${label}: ${obstacle}` : label}
        checked={checked}
        disabled={obstacle !== undefined}
        data-row-select
        onClick={(event) => {
          shift.current = event.shiftKey;
        }}
        onCheckedChange={(next) => onSelect(next, shift.current)}
      />
      {caption && (
        <span aria-hidden className="pl-2.5 sm:hidden">
          {caption}
        </span>
      )}
    </label>
  );
}
