import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The classes that inputs, selects and text areas share. 16 px on touch screens: iOS zooms into smaller text. */
export const controlClass = [
  "w-full min-w-0 rounded-md border border-input bg-card px-2.5 text-sm text-foreground transition-colors",
  "placeholder:text-muted-foreground disabled:opacity-60 touch:text-base",
  "aria-invalid:border-destructive aria-invalid:outline-destructive",
];

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(controlClass, "h-8 read-only:bg-muted touch:min-h-11", className)}
      {...props}
    />
  );
}
