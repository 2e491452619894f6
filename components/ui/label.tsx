import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Connect it to its control with `htmlFor`. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label">) {
  return (
    <label htmlFor={htmlFor} className={cn("text-sm font-medium text-foreground", className)} {...props}>
      {children}
    </label>
  );
}
