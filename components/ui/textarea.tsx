import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClass } from "./input";

/** A field for multi-line text, such as code: monospaced and without spell checking. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={8}
      spellCheck={false}
      autoComplete="off"
      className={cn(controlClass, "py-1.5 font-mono text-[0.8125rem]", className)}
      {...props}
    />
  );
}
