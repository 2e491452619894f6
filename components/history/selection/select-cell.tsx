"use client";

import { useId, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";

const labelClass = "flex size-6 items-center justify-center pointer-coarse:size-11";

/** The checkbox of a row or, without `obstacle` and with "indeterminate", of the page. Shift extends the selection to this row. */
export function SelectBox({
  label,
  checked,
  obstacle,
  onSelect,
}: {
  label: string;
  checked: boolean | "indeterminate";
  /** Why it cannot be selected. */
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
      // A click with Shift would select text.
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
    </label>
  );
}
