"use client";

import type { ColumnFiltersState, OnChangeFn, SortingState } from "@tanstack/react-table";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";

/**
 * A table's filter and order, kept in the URL: `?q=core&state=paused&sort=-updatedAt`.
 * @param facets ids of the columns that can be filtered by one value; each is a query parameter.
 * @param onServer whether the server filters, sorts and pages; `loading` while it does.
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
  const [params, setParams] = useQueryStates<Record<string, typeof keys.q>>(keys, {
    shallow: !onServer,
    startTransition,
  });
  const { q = "", sort = defaultSort } = params;

  const sorting: SortingState = useMemo(
    () => [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }],
    [sort],
  );
  const columnFilters: ColumnFiltersState = useMemo(
    () => facets.flatMap((id) => (params[id] ? [{ id, value: params[id] }] : [])),
    [facets, params],
  );
  // Another filter or order starts at its first page.
  const first = onServer ? { page: null } : {};
  const onSortingChange: OnChangeFn<SortingState> = (change) => {
    const [top] = typeof change === "function" ? change(sorting) : change;
    const sort = top ? `${top.desc ? "-" : ""}${top.id}` : null;
    void setParams({ sort, ...first });
  };

  return {
    q,
    loading,
    sorting,
    columnFilters,
    onSortingChange,
    facetValue: (id: string) => params[id] ?? "",
    setText: (text: string) =>
      void setParams({ q: text || null, ...first }, onServer ? { limitUrlUpdates: debounce(250) } : {}),
    setFacet: (id: string, value: string) => void setParams({ [id]: value || null, ...first }),
    clear: () =>
      void setParams({ q: null, ...first, ...Object.fromEntries(facets.map((facet) => [facet, null])) }),
  };
}
