import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const alertVariants = {
  info: { icon: Info, className: "border-border bg-muted/60", iconClassName: "text-primary" },
  success: {
    icon: CircleCheck,
    className: "border-success/40 bg-success-subtle",
    iconClassName: "text-success",
  },
  warning: {
    icon: TriangleAlert,
    className: "border-warning/40 bg-warning-subtle",
    iconClassName: "text-warning",
  },
  destructive: {
    icon: CircleAlert,
    className: "border-destructive/40 bg-destructive-subtle",
    iconClassName: "text-destructive",
  },
};

/** A message in the page. Use `role="alert"` only when it appears in response to an action. */
export function Alert({
  variant = "info",
  title,
  className,
  children,
  ...props
}: Omit<ComponentProps<"div">, "title"> & { variant?: keyof typeof alertVariants; title?: ReactNode }) {
  const { icon: Icon, className: kindClassName, iconClassName } = alertVariants[variant];
  return (
    <div className={cn("flex gap-3 rounded-lg border px-4 py-3", kindClassName, className)} {...props}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", iconClassName)} />
      <div className="grid min-w-0 flex-1 gap-1 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
