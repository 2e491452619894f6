"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * A native checkbox in the accent color: it works in forced-colors mode and renders fast in a list of 500. `checked` may be
 * "indeterminate". Put the checkbox inside its label, so that together they are a click target of 24 px.
 */
export function Checkbox({
  className,
  checked,
  onCheckedChange,
  ...props
}: Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  checked: boolean | "indeterminate";
  onCheckedChange: (checked: boolean) => void;
}) {
  return (
    <input
      type="checkbox"
      ref={(input) => {
        if (input) input.indeterminate = checked === "indeterminate";
      }}
      checked={checked === true}
      onChange={(event) => onCheckedChange(event.target.checked)}
      className={cn("size-4 shrink-0 accent-primary disabled:opacity-60 touch:size-5", className)}
      {...props}
    />
  );
}
