import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export interface KeyFigure {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  /** The URL of the list of counted items. */
  href?: string;
}

/** Key figures in a row, as the content of a card. */
export function KeyFigures({ figures, className }: { figures: readonly KeyFigure[]; className?: string }) {
  return (
    <dl className={cn("flex flex-wrap gap-px overflow-hidden rounded-[inherit] bg-border", className)}>
      {figures.map(({ label, value, note, href }) => (
        <div
          key={label}
          className="grid min-w-[45%] flex-1 content-start gap-0.5 bg-card px-4 py-3 sm:min-w-36 sm:px-5"
        >
          <dt className="text-xs text-muted-foreground">{label}</dt>
          <dd className="text-lg leading-7 font-semibold tracking-tight">
            {href ? (
              <Link
                href={href}
                prefetch={false}
                className="inline-flex min-h-6 min-w-6 items-center text-primary underline-offset-4 hover:underline touch:min-h-11"
              >
                {value}
                <span className="sr-only"> {label}</span>
              </Link>
            ) : (
              value
            )}
          </dd>
          {note && <dd className="text-xs text-muted-foreground">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
