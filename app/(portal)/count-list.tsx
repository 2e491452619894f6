import Link from "next/link";
import type { ReactNode } from "react";

export interface Count {
  key: string;
  label: ReactNode;
  count: number;
  href: string;
}

/** Counts in a row; each leads to the list of what it counts. */
export function CountList({ counts, label }: { counts: Count[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-px overflow-hidden rounded-b-lg bg-border">
      {counts.map((item) => (
        <li key={item.key} className="min-w-[30%] flex-1 bg-card sm:min-w-28">
          <Link
            href={item.href}
            className="flex h-full flex-col gap-1.5 px-3 py-3 -outline-offset-2 transition-colors hover:bg-muted/60 sm:px-5"
          >
            <span className="order-2 w-fit">{item.label}</span>
            <span className="order-1 text-2xl leading-8 font-semibold tracking-tight">
              {item.count.toLocaleString("en")}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
