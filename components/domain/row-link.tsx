import Link from "next/link";
import type { ReactNode } from "react";

/** The link that opens a row. A click elsewhere in the row, except on another control, follows it too (components/shell/row-clicks.tsx). */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      data-row-open
      className="inline-flex min-h-6 min-w-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11"
    >
      {children}
    </Link>
  );
}
