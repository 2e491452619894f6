import Link from "next/link";
import { cn } from "@/components/ui/cn";

export interface PageTab {
  label: string;
  href: string;
  current: boolean;
}

/** Links to sibling pages under a page header. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-1 overflow-x-auto border-b print:hidden">
      {tabs.map(({ label, href, current }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={current ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted-foreground -outline-offset-2 hover:text-foreground touch:min-h-11",
            current && "border-primary text-foreground forced-colors:border-[Highlight]",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
