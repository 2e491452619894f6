"use client";

import type { ColumnDef, RowData } from "@tanstack/react-table";
import { useMemo } from "react";
import type { DataTableFeatures } from "./features";
import type { Facet } from "./table-toolbar";

/**
 * The columns and facets of a table that lists rows of the lender and of its partners. Without partners (in a partner's own
 * portal, or while there are none), the column "partner" and its facet are left out.
 */
export function useOptionalPartnerColumn<TData extends RowData>(
  columns: ColumnDef<DataTableFeatures, TData>[],
  facets: readonly Facet[],
  partners: readonly { id: string; name: string }[],
): { columns: ColumnDef<DataTableFeatures, TData>[]; facets: readonly Facet[] } {
  return useMemo(() => {
    if (partners.length === 0) return { columns: columns.filter(({ id }) => id !== "partner"), facets };
    const options = partners.map(({ id, name }) => ({ value: id, label: name }));
    return { columns, facets: [...facets, { id: "partner", label: "Partner", options }] };
  }, [columns, facets, partners]);
}
