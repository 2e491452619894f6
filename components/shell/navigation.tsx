"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";

interface NavigationItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** A number beside the label, if it is not 0, and what it counts. */
  count?: number;
  countLabel?: string;
}

export interface NavigationGroup {
  /** Undefined for the items above the groups. */
  heading?: string;
  /** A second heading below the first, such as "Integrations" under "Administration". */
  subheading?: string;
  items: NavigationItem[];
}

/** The portal's navigation. It marks the item whose page, or a page below it, is the current page. */
export function Navigation({ groups, onNavigate }: { groups: NavigationGroup[]; onNavigate?: () => void }) {
  const path = usePathname();
  const isCurrent = (href: string) =>
    href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <nav aria-label="Main" className="grid gap-5">
      {groups.map(({ heading, subheading, items }) => (
        <div key={heading ?? "top"} className="grid gap-1">
          {heading && (
            <h2 className="px-2 text-xs font-semibold text-muted-foreground">
              {heading}
              {subheading && <span className="block pt-2 font-normal">{subheading}</span>}
            </h2>
          )}
          <ul className="grid gap-0.5">
            {items.map((item) => (
              <li key={item.href}>
                <NavigationLink
                  item={item}
                  current={isCurrent(item.href) ? (path === item.href ? "page" : "true") : undefined}
                  onNavigate={onNavigate}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Prefetches only on hover and focus: otherwise, each refresh of a page that refreshes itself would prefetch every visible link. */
function NavigationLink({
  item: { href, label, icon, count, countLabel },
  current,
  onNavigate,
}: {
  item: NavigationItem;
  current: "page" | "true" | undefined;
  onNavigate: (() => void) | undefined;
}) {
  const [prefetched, setPrefetched] = useState(false);
  const prefetch = () => setPrefetched(true);
  return (
    <Link
      href={href}
      prefetch={prefetched ? null : false}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={onNavigate}
      aria-current={current}
      className={cn(
        "flex min-h-8 items-center gap-2 rounded-md px-2 text-sm transition-colors hover:bg-muted touch:min-h-11",
        "aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-accent-foreground",
        "forced-colors:aria-[current]:border forced-colors:aria-[current]:border-[Highlight] [&_svg]:size-4 [&_svg]:shrink-0",
      )}
    >
      {icon}
      {label}
      {Boolean(count) && (
        <span className="ml-auto rounded-full bg-warning-subtle px-1.5 text-xs font-medium text-warning tabular-nums">
          {count?.toLocaleString("en")}
          <span className="sr-only"> {countLabel}</span>
        </span>
      )}
    </Link>
  );
}
