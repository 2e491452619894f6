"use client";

import type { OnChangeFn, SortingState } from "@tanstack/react-table";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useMemo, useTransition } from "react";

/**
 * A table's filter and order, kept in the URL: `?q=core&state=paused&sort=-updatedAt`. A change loads the page from the server again;
 * `loading` is true until the page is loaded.
 * @param facets IDs of the columns that can be filtered by one value; each ID is a query parameter.
 */
export function useTableUrlState(facets: readonly string[], defaultSort: string) {
  const keys = useMemo(() => {
    const text = parseAsString.withDefault("");
    return {
      q: text,
      sort: parseAsString.withDefault(defaultSort),
      page: text,
      ...Object.fromEntries(facets.map((facet) => [facet, text])),
    };
  }, [facets, defaultSort]);
  const [loading, startTransition] = useTransition();
  const [params, setParams] = useQueryStates<Record<string, typeof keys.q>>(keys, {
    shallow: false,
    startTransition,
  });
  const { q = "", sort = defaultSort } = params;
  const sorting: SortingState = useMemo(
    () => [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }],
    [sort],
  );
  // A new filter or order starts at the first page.
  const firstPage = { page: null };
  const onSortingChange: OnChangeFn<SortingState> = (change) => {
    const [firstColumn] = typeof change === "function" ? change(sorting) : change;
    const next = firstColumn ? `${firstColumn.desc ? "-" : ""}${firstColumn.id}` : null;
    void setParams({ sort: next, ...firstPage });
  };

  return {
    q,
    loading,
    sorting,
    onSortingChange,
    facetValue: (id: string) => params[id] ?? "",
    setText: (text: string) =>
      void setParams({ q: text || null, ...firstPage }, { limitUrlUpdates: debounce(250) }),
    setFacet: (id: string, value: string) => void setParams({ [id]: value || null, ...firstPage }),
    clear: () =>
      void setParams({
        q: null,
        ...firstPage,
        ...Object.fromEntries(facets.map((facet) => [facet, null])),
      }),
  };
}
