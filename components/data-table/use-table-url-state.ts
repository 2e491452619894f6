"use client";

import type { ColumnFiltersState, OnChangeFn, SortingState } from "@tanstack/react-table";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";

/**
 * A table's filter and order, kept in the address: `?q=core&state=paused&sort=-updatedAt`. Pasted elsewhere, the
 * same view appears.
 * @param facets ids of the columns that can be narrowed to one value; each is a key of the address.
 * @param onServer whether the server narrows, sorts and pages: then it is asked again, `loading` meanwhile.
 */
export function useTableUrlState(facets: readonly string[], defaultSort: string, onServer = false) {
  const keys = useMemo(() => {
    const text = parseAsString.withDefault("");
    return {
      q: text,
      sort: parseAsString.withDefault(defaultSort),
      ...(onServer ? { page: text } : {}),
      ...Object.fromEntries(facets.map((facet) => [facet, text])),
    };
  }, [facets, defaultSort, onServer]);
  const [loading, startTransition] = useTransition();
  const [address, setAddress] = useQueryStates<Record<string, typeof keys.q>>(keys, {
    shallow: !onServer,
    startTransition,
  });
  const { q = "", sort = defaultSort } = address;

  const sorting: SortingState = useMemo(
    () => [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }],
    [sort],
  );
  const columnFilters: ColumnFiltersState = useMemo(
    () => facets.flatMap((id) => (address[id] ? [{ id, value: address[id] }] : [])),
    [facets, address],
  );
  // Another filter or order begins at its first page.
  const first = onServer ? { page: null } : {};
  const onSortingChange: OnChangeFn<SortingState> = (change) => {
    const [top] = typeof change === "function" ? change(sorting) : change;
    const sort = top ? `${top.desc ? "-" : ""}${top.id}` : null;
    void setAddress({ sort, ...first });
  };

  return {
    q,
    loading,
    sorting,
    columnFilters,
    onSortingChange,
    facetValue: (id: string) => address[id] ?? "",
    setText: (text: string) =>
      void setAddress({ q: text || null, ...first }, onServer ? { limitUrlUpdates: debounce(250) } : {}),
    setFacet: (id: string, value: string) => void setAddress({ [id]: value || null, ...first }),
    clear: () =>
      void setAddress({ q: null, ...first, ...Object.fromEntries(facets.map((facet) => [facet, null])) }),
  };
}
