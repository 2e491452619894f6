"use client";

import { type ColumnDef, type RowData, useTable } from "@tanstack/react-table";
import { SearchX } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { type ClientFeatures, type ColumnLooks, clientFeatures } from "./features";
import { SortHeading } from "./sort-heading";
import { type Facet, TableToolbar } from "./table-toolbar";
import { useTableAddress } from "./use-table-address";

const noFacets: readonly Facet[] = [];

/**
 * A table of rows that are all in the browser, with a text filter, facets and sorting kept in the address.
 * `columns` and `facets` must be constants of the module. What is shown when there are no rows at all is the page's.
 */
export function DataTable<TData extends RowData>({
  caption,
  columns,
  data,
  rowId,
  searchLabel,
  facets = noFacets,
  defaultSort,
}: {
  caption: string;
  columns: ColumnDef<ClientFeatures, TData>[];
  data: TData[];
  rowId: (row: TData) => string;
  searchLabel: string;
  facets?: readonly Facet[];
  /** A column's id; with "-" before it descending. */
  defaultSort: string;
}) {
  const facetIds = useMemo(() => facets.map((facet) => facet.id), [facets]);
  const address = useTableAddress(facetIds, defaultSort);
  const table = useTable({
    features: clientFeatures,
    columns,
    data,
    getRowId: rowId,
    globalFilterFn: "includesString",
    enableSortingRemoval: false,
    state: { sorting: address.sorting, globalFilter: address.q, columnFilters: address.columnFilters },
    onSortingChange: address.onSortingChange,
  });
  const { rows } = table.getRowModel();
  return (
    <>
      <TableToolbar
        label={searchLabel}
        text={address.q}
        onText={address.setText}
        facets={facets}
        facetValue={address.facetValue}
        onFacet={address.setFacet}
        count={rows.length === data.length ? `${data.length} in all` : `${rows.length} of ${data.length}`}
      />
      {rows.length === 0 ? (
        <EmptyState icon={SearchX} title="Nothing matches" description="No row fits this filter.">
          <Button variant="outline" onClick={address.clear}>
            Clear the filter
          </Button>
        </EmptyState>
      ) : (
        <Table>
          <TableCaption>{caption}</TableCaption>
          <TableHeader>
            {table.getHeaderGroups().map((group) => (
              <TableRow key={group.id}>
                {group.headers.map((header) => (
                  <SortHeading key={header.id} header={header}>
                    <table.FlexRender header={header} />
                  </SortHeading>
                ))}
              </TableRow>
            ))}
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id} className="hover:bg-muted/40">
                {row.getAllCells().map((cell) => (
                  <LooksCell key={cell.id} looks={cell.column.columnDef.meta}>
                    <table.FlexRender cell={cell} />
                  </LooksCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

function LooksCell({ looks = {}, children }: { looks: ColumnLooks | undefined; children: ReactNode }) {
  const { className, rowHeading } = looks;
  if (!rowHeading) return <TableCell className={className}>{children}</TableCell>;
  return (
    <TableHead scope="row" className={cn("py-2 text-sm text-foreground", className)}>
      {children}
    </TableHead>
  );
}
