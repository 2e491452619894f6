"use client";

import { Search } from "lucide-react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

export interface Facet {
  /** The ID of the filtered column, which is also the name of the query parameter. */
  id: string;
  label: string;
  options: readonly { value: string; label: string }[];
}

/** The filters of a table: a text field, and one select per facet. */
export function TableToolbar({
  label,
  text,
  onText,
  facets,
  facetValue,
  onFacet,
  count,
}: {
  label: string;
  text: string;
  onText: (text: string) => void;
  facets: readonly Facet[];
  facetValue: (id: string) => string;
  onFacet: (id: string, value: string) => void;
  /** How many rows match, such as "3 of 12"; screen readers announce changes. */
  count: string;
}) {
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-3 py-2.5">
      <div className="relative min-w-48 flex-1 sm:max-w-80">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
        />
        <Input
          type="search"
          aria-label={label}
          placeholder={label}
          className="pl-8"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      {facets.map(({ id, label: facetLabel, options }) => (
        <Select
          key={id}
          aria-label={facetLabel}
          className="w-auto"
          value={facetValue(id)}
          onChange={(event) => onFacet(id, event.target.value)}
        >
          <option value="">{facetLabel}: any</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ))}
      <p aria-live="polite" className="ml-auto text-xs text-muted-foreground">
        {count}
      </p>
    </search>
  );
}
