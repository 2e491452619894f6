import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The label of a control, connected with `htmlFor`. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label">) {
  return (
    <label htmlFor={htmlFor} className={cn("text-sm font-medium text-foreground", className)} {...props}>
      {children}
    </label>
  );
}
