import Link from "next/link";
import type { ReactNode } from "react";

/** A link within text. Without `href`, it is plain text, for users who cannot open the target. */
export function TextLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return children;
  return (
    <Link
      href={href}
      prefetch={false}
      className="text-primary underline underline-offset-4 wrap-anywhere hover:text-primary-hover"
    >
      {children}
    </Link>
  );
}
