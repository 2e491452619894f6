"use client";

import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { FoldedFilters } from "@/components/cursor-list/filter-form";
import { useTimeZones } from "@/components/domain/time-zones";
import { Button } from "@/components/ui/button";
import { historyHref, newestHistoryPageQuery } from "../history-href";
import { type FilterChoices, listFilterChips } from "./filter-chips";
import { closePanel, FilterPanel, ToggleChip } from "./filter-panel";
import type { HistoryQuery } from "./history-query";

/**
 * The filters of a history: a chip for each filter, which opens its fields and, if it is set, can be removed. All fields are in one GET
 * form, so that every filter is in the URL, with or without JavaScript. Fields keep what was typed, but a changed query gives them new keys,
 * so that they show its values.
 */
export function FilterBar({
  path,
  query,
  errors,
  choices,
  filtered,
  ofEntity,
  children,
}: {
  path: string;
  query: HistoryQuery;
  errors: HistoryQuery;
  choices: FilterChoices;
  /** Whether any filter is set. */
  filtered: boolean;
  /** Whether it is the history of one entity: the bar is folded, and has no filter for the entity. */
  ofEntity: boolean;
  /** At the end of the bar. */
  children?: ReactNode;
}) {
  const { selected: zone } = useTimeZones();
  const filters = newestHistoryPageQuery(query);
  const hrefWith = (change: HistoryQuery) => historyHref(path, { ...filters, ...change });
  const chips = listFilterChips({ query, errors, choices, ofEntity, zone, hrefWith });
  return (
    <FoldedFilters filtered={filtered} folded={ofEntity}>
      <div className="flex flex-wrap items-center gap-1.5 max-sm:pt-2">
        <Form
          action={path}
          scroll={false}
          prefetch={false}
          className="contents"
          onSubmit={({ currentTarget }) => {
            const open = currentTarget.querySelector<HTMLDetailsElement>("details[open]");
            if (open) closePanel(open);
          }}
        >
          {(["period", "group"] as const).map((name) => (
            <input key={name} type="hidden" name={name} value={query[name] ?? ""} />
          ))}
          {chips.map(({ label, value, names, fields }) => (
            <FilterPanel
              key={label}
              label={label}
              value={value}
              removeHref={hrefWith(Object.fromEntries(names.map((name) => [name, undefined])))}
            >
              {fields}
              <Button type="submit" className="w-fit">
                Apply filters
              </Button>
            </FilterPanel>
          ))}
        </Form>
        <ToggleChip
          label="Group by cause"
          on={query.group === "cause"}
          href={hrefWith({ group: query.group === "cause" ? undefined : "cause" })}
        />
        {children}
        {filtered && (
          <Button asChild variant="ghost">
            <Link href={historyHref(path, { group: query.group })} prefetch={false} scroll={false}>
              Clear filters
            </Link>
          </Button>
        )}
      </div>
    </FoldedFilters>
  );
}
