"use client";

import { type ColumnDef, type Header, type RowData, useTable } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown, SearchX } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { EmptyState } from "@/components/domain/empty-state";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { type ColumnStyle, type DataTableFeatures, dataTableFeatures } from "./features";
import { TablePager } from "./table-pager";
import { type Facet, TableToolbar } from "./table-toolbar";
import { useTableUrlState } from "./use-table-url-state";

const noFacets: readonly Facet[] = [];

/** Which page of the rows is shown, and how many rows there are. */
export interface Pagination {
  /** `total` counts the rows that match the filter, `all` counts all rows. */
  total: number;
  all: number;
  page: number;
  size: number;
}

/**
 * One page of rows, with a text filter, facets and sorting kept in the URL: the page reads `q`, `sort`, `page` and the
 * facets from it, and the server filters and sorts. `columns` and `facets` must be stable across renders. The empty state
 * of a list without any rows belongs to the page (ListPage).
 */
export function DataTable<TData extends RowData>({
  caption,
  columns,
  data,
  rowId,
  searchLabel,
  facets = noFacets,
  defaultSort,
  pagination,
}: {
  caption: string;
  columns: ColumnDef<DataTableFeatures, TData>[];
  data: TData[];
  rowId: (row: TData) => string;
  searchLabel: string;
  facets?: readonly Facet[];
  /** The ID of the column to sort by; "-" before the ID means descending. */
  defaultSort: string;
  pagination: Pagination;
}) {
  const facetIds = useMemo(() => facets.map((facet) => facet.id), [facets]);
  const url = useTableUrlState(facetIds, defaultSort);
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data,
    getRowId: rowId,
    enableSortingRemoval: false,
    sortDescFirst: false,
    manualSorting: true,
    state: { sorting: url.sorting },
    onSortingChange: url.onSortingChange,
  });
  const { rows } = table.getRowModel();
  const total = pagination.total.toLocaleString("en");
  const all = pagination.all.toLocaleString("en");
  return (
    <>
      <TableToolbar
        label={searchLabel}
        text={url.q}
        onText={url.setText}
        facets={facets}
        facetValue={url.facetValue}
        onFacet={url.setFacet}
        count={total === all ? `${all} total` : `${total} of ${all}`}
      />
      {rows.length === 0 ? (
        <EmptyState icon={SearchX} title="No results" description="No rows match these filters.">
          <Button variant="outline" onClick={url.clear}>
            Clear filters
          </Button>
        </EmptyState>
      ) : (
        <ScrollArea label={caption} className="rounded-[inherit]">
          <Table cards aria-busy={url.loading} className={cn(url.loading && "opacity-60")}>
            <TableCaption>{caption}</TableCaption>
            <TableHeader>
              {table.getHeaderGroups().map((group) => (
                <TableRow key={group.id}>
                  {group.headers.map((header) => (
                    <ColumnHeading key={header.id} header={header}>
                      <table.FlexRender header={header} />
                    </ColumnHeading>
                  ))}
                </TableRow>
              ))}
            </TableHeader>
            <TableBody>
              {rows.map((row) => (
                <TableRow key={row.id}>
                  {row.getAllCells().map((cell) => (
                    <BodyCell key={cell.id} column={cell.column.columnDef}>
                      <table.FlexRender cell={cell} />
                    </BodyCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </ScrollArea>
      )}
      <TablePager {...pagination} />
    </>
  );
}

function BodyCell({
  column: { meta: { className, inside, rowHeading } = {}, header },
  children,
}: {
  column: { meta?: ColumnStyle | undefined; header?: unknown };
  children: ReactNode;
}) {
  if (rowHeading) {
    return (
      <TableHead scope="row" className={className}>
        {children}
      </TableHead>
    );
  }
  const heading = typeof header === "string" ? header : "";
  return (
    <TableCell className={className} inside={inside ? heading : undefined}>
      {children}
    </TableCell>
  );
}

const ariaSortByDirection = { asc: "ascending", desc: "descending" } as const;

/** The heading of a column; a button if the column can be sorted. */
function ColumnHeading<TData extends RowData>({
  header,
  children,
}: {
  header: Header<DataTableFeatures, TData>;
  children: ReactNode;
}) {
  const { column } = header;
  const className = column.columnDef.meta?.className;
  if (!column.getCanSort()) return <TableHead className={className}>{children}</TableHead>;
  const sorted = column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead className={className} aria-sort={sorted ? ariaSortByDirection[sorted] : undefined}>
      <button
        type="button"
        onClick={() => column.toggleSorting()}
        className="-mx-1 inline-flex min-h-7 items-center gap-1 rounded-sm px-1 font-medium hover:text-foreground touch:min-h-11"
      >
        {children}
        <Icon aria-hidden className="size-3.5" />
      </button>
    </TableHead>
  );
}
