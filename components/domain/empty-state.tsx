import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

/** An empty list or page: why it is empty and, as `children`, what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  className,
  children,
}: {
  icon?: LucideIcon;
  title: string;
  description?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div className={cn("grid justify-items-center gap-2 px-4 py-12 text-center", className)}>
      {Icon && <Icon aria-hidden className="size-8 text-muted-foreground" strokeWidth={1.5} />}
      <p className="text-base font-semibold">{title}</p>
      {description && <p className="max-w-md text-muted-foreground">{description}</p>}
      {children && <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}

/** An empty table cell: a dash on the screen, text for screen readers. */
export function NoValue({ children }: { children: string }) {
  return (
    <>
      <span aria-hidden>–</span>
      <span className="sr-only">{children}</span>
    </>
  );
}
