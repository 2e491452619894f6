"use client";

import { ListFilter } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

// On wide screens, the fields are visible even when <details> is closed. Browsers without ::details-content still show the summary.
const openOnWideScreenClass = "sm:[&::details-content]:[content-visibility:visible]";
const hiddenOnWideScreenClass = "sm:supports-[selector(::details-content)]:hidden";

/** The filters of a list, folded on a phone, or wherever `folded` is set, unless a filter is set. */
export function FoldedFilters({
  filtered,
  folded = false,
  children,
}: {
  /** Whether any filter is set. */
  filtered: boolean;
  folded?: boolean;
  children: ReactNode;
}) {
  return (
    <search
      aria-label="Filters"
      // Opened, folded filters take a line of their own below what they are in one line with.
      className="min-w-24 flex-1 has-[>details[open]]:order-last has-[>details[open]]:basis-full print:hidden"
    >
      <details open={filtered} className={folded ? undefined : openOnWideScreenClass}>
        <summary
          className={cn(
            "flex min-h-8 w-fit items-center gap-2 font-medium touch:min-h-11",
            !folded && hiddenOnWideScreenClass,
          )}
        >
          <ListFilter aria-hidden className="size-4" />
          Filters
        </summary>
        {children}
      </details>
    </search>
  );
}

/** The filters of a list as a GET form, so that the filters are in the URL, with or without JavaScript. */
export function FilterForm({
  path,
  filtered,
  children,
}: {
  path: string;
  /** Whether any filter is set. */
  filtered: boolean;
  /** The fields. */
  children: ReactNode;
}) {
  return (
    <FoldedFilters filtered={filtered}>
      <Form
        action={path}
        scroll={false}
        prefetch={false}
        className="grid grid-cols-2 items-start gap-x-3 gap-y-2 max-sm:pt-2 sm:grid-cols-3 xl:flex xl:flex-wrap"
      >
        {children}
        <div className="col-span-full flex flex-wrap gap-2 xl:mt-6.5">
          <Button type="submit">Apply filters</Button>
          {filtered && (
            <Button asChild variant="ghost">
              <Link href={path} prefetch={false}>
                Clear filters
              </Link>
            </Button>
          )}
        </div>
      </Form>
    </FoldedFilters>
  );
}
