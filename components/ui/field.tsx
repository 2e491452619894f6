import { CircleAlert } from "lucide-react";
import { Slot } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { Label } from "./label";

/** The error message of a control; connect it with aria-describedby. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={id} className="flex gap-1.5 text-sm text-destructive">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

/**
 * A label, one control, a hint and an error, no wider than is easy to read, and connected: the control gets id, aria-describedby, aria-invalid and aria-required.
 * `children` is only the control (Input, Select, Textarea ...).
 */
export function Field({
  label,
  hint,
  error,
  optional = false,
  required = false,
  action,
  id,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Announced by screen readers. Fields that may stay empty are marked as optional instead, so sighted users see no mark. */
  required?: boolean;
  /** A button beside the control. */
  action?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  const ownId = useId();
  const controlId = id ?? ownId;
  const describedBy = [hint ? `${controlId}-hint` : "", error ? `${controlId}-error` : ""].filter(Boolean);
  const control = (
    <Slot.Root
      id={controlId}
      aria-describedby={describedBy.join(" ") || undefined}
      aria-invalid={error ? true : undefined}
      aria-required={required || undefined}
    >
      {children}
    </Slot.Root>
  );
  return (
    <div className={cn("grid max-w-2xl content-start gap-1.5 has-[textarea]:max-w-none", className)}>
      <Label htmlFor={controlId}>
        {label}
        {optional && <span className="font-normal text-muted-foreground"> (optional)</span>}
      </Label>
      {action ? (
        <div className="flex gap-2 max-sm:flex-wrap">
          {control}
          {action}
        </div>
      ) : (
        control
      )}
      {hint && (
        <p id={`${controlId}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
      <FieldError id={`${controlId}-error`}>{error}</FieldError>
    </div>
  );
}
