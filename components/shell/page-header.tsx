import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  label: string;
  /** Undefined for a level without a page. */
  href?: string;
}

/** The header of a page: breadcrumb, h1, description, and actions as `children`. */
export function PageHeader({
  title,
  description,
  crumbs = [],
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  crumbs?: Crumb[];
  children?: ReactNode;
}) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
        <h1 className="text-xl leading-7 font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {description && <p className="max-w-prose text-muted-foreground">{description}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-1 text-xs text-muted-foreground">
        {crumbs.map(({ label, href }, index) => (
          <li key={label} className="flex items-center gap-1">
            {href ? (
              <Link
                href={href}
                prefetch={false}
                className="inline-flex min-h-6 items-center underline-offset-4 hover:underline touch:min-h-11"
              >
                {label}
              </Link>
            ) : (
              label
            )}
            {index < crumbs.length - 1 && <ChevronRight aria-hidden className="size-3" />}
          </li>
        ))}
      </ol>
    </nav>
  );
}
