import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { MatchLink } from "./match-link";

/** The list of results. A single result is not listed: the page redirects to it. */
export function MatchList({ links }: { links: readonly MatchLink[] }) {
  return (
    <Card className="max-w-2xl">
      <ul className="divide-y" aria-label={`${links.length} matches`}>
        {links.map(({ href, kind, text }) => (
          <li key={href} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
            <span className="w-28 shrink-0 text-xs text-muted-foreground">{kind}</span>
            <Link
              href={href}
              prefetch={false}
              className="min-h-6 min-w-0 text-primary underline-offset-4 wrap-anywhere hover:underline touch:min-h-11"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
