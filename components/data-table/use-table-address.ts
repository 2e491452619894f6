"use client";

import type { ColumnFiltersState, OnChangeFn, SortingState } from "@tanstack/react-table";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";

/**
 * A table's filter and order, kept in the address: `?q=core&state=paused&sort=-updatedAt`. Pasted elsewhere, the
 * same view appears.
 * @param facets ids of the columns that can be narrowed to one value; each is a key of the address.
 */
export function useTableAddress(facets: readonly string[], defaultSort: string) {
  const keys = useMemo(() => {
    const text = parseAsString.withDefault("");
    return {
      q: text,
      sort: parseAsString.withDefault(defaultSort),
      ...Object.fromEntries(facets.map((facet) => [facet, text])),
    };
  }, [facets, defaultSort]);
  const [address, setAddress] = useQueryStates<Record<string, typeof keys.q>>(keys);
  const { q = "", sort = defaultSort } = address;

  const sorting: SortingState = useMemo(
    () => [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }],
    [sort],
  );
  const columnFilters: ColumnFiltersState = useMemo(
    () => facets.flatMap((id) => (address[id] ? [{ id, value: address[id] }] : [])),
    [facets, address],
  );
  const onSortingChange: OnChangeFn<SortingState> = (change) => {
    const [first] = typeof change === "function" ? change(sorting) : change;
    void setAddress({ sort: first ? `${first.desc ? "-" : ""}${first.id}` : null });
  };

  return {
    q,
    sorting,
    columnFilters,
    onSortingChange,
    facetValue: (id: string) => address[id] ?? "",
    setText: (text: string) => void setAddress({ q: text || null }),
    setFacet: (id: string, value: string) => void setAddress({ [id]: value || null }),
    clear: () => void setAddress({ q: null, ...Object.fromEntries(facets.map((facet) => [facet, null])) }),
  };
}
