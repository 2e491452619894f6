import type { ComponentProps, ReactNode } from "react";
import { cn } from "../ui/cn";

/** One of several radio buttons, with a hint below. Give all of them the same `name`, and put them in one fieldset. */
export function RadioOption({
  label,
  hint,
  className,
  ...props
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={cn("flex min-h-8 gap-2.5 py-1 touch:min-h-11", className)}>
      <input type="radio" className="mt-0.5 size-4 shrink-0 accent-primary" {...props} />
      <span className="grid">
        <span className="font-medium">{label}</span>
        {hint && <span className="text-xs text-muted-foreground">{hint}</span>}
      </span>
    </label>
  );
}
