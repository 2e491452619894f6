import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/**
 * A link within text. Without `href`, it is plain text, for users who cannot open the target.
 * @param alone whether it is all there is in its line: on touch screens, its target is then higher than the line, which stays as high as it is
 */
export function TextLink({
  href,
  alone = false,
  children,
}: {
  href: string | undefined;
  alone?: boolean;
  children: ReactNode;
}) {
  if (href === undefined) return children;
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn(
        "text-primary underline underline-offset-4 wrap-anywhere hover:text-primary-hover",
        alone && "touch:-my-3.5 touch:inline-block touch:min-w-6 touch:py-3.5",
      )}
    >
      {children}
    </Link>
  );
}
