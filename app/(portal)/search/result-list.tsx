import Link from "next/link";
import { groupResults, type SearchResult } from "@/components/shell/search-result";
import { Card } from "@/components/ui/card";
import { maxMatches } from "@/lib/search/search";

/** The results of a search by kind. */
export function ResultList({ results }: { results: readonly SearchResult[] }) {
  return (
    <div className="grid max-w-2xl gap-4">
      {groupResults(results).map(({ heading, results: ofKind }) => (
        <section key={heading} aria-label={heading} className="grid gap-1.5">
          <h2 className="text-sm font-medium">{heading}</h2>
          <Card>
            <ul className="divide-y">
              {ofKind.map(({ href, label, detail }) => (
                <li key={href} className="flex flex-wrap items-baseline gap-x-3 px-4 py-2">
                  <Link
                    href={href}
                    prefetch={false}
                    className="min-h-6 min-w-0 text-primary underline-offset-4 wrap-anywhere hover:underline"
                  >
                    {label}
                  </Link>
                  <span className="text-xs wrap-anywhere text-muted-foreground">{detail}</span>
                </li>
              ))}
            </ul>
          </Card>
          {ofKind.length >= maxMatches && (
            <p className="text-muted-foreground">
              Only the first are listed. Enter more to narrow the search.
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
