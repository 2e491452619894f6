"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { Badge } from "@/components/ui/badge";
import type { EventTypeRow } from "@/lib/catalogue/list-page";
import { validationLabels } from "./labels";

const columnHelper = createColumnHelper<DataTableFeatures, EventTypeRow>();

const columns = columnHelper.columns([
  columnHelper.accessor("title", {
    header: "Event",
    meta: { rowHeading: true, className: "min-w-44 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            href={`/catalogue/${encodeURIComponent(original.name)}`}
            className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline"
          >
            {original.title}
          </Link>
          {original.deprecated && <Badge variant="warning">Deprecated</Badge>}
        </span>
        <span className="block font-mono text-xs font-normal text-muted-foreground wrap-anywhere">
          {original.name}
        </span>
      </>
    ),
  }),
  columnHelper.accessor("entityType", { header: "Entity", meta: { className: "hidden sm:table-cell" } }),
  columnHelper.accessor("system", { header: "System", meta: { className: "hidden sm:table-cell" } }),
  columnHelper.accessor("version", {
    header: "Version",
    enableSorting: false,
    meta: { className: "hidden text-right tabular-nums lg:table-cell" },
  }),
  columnHelper.accessor("validation", {
    header: "Validation",
    enableSorting: false,
    meta: { className: "hidden lg:table-cell" },
    cell: ({ getValue }) => validationLabels[getValue()].label,
  }),
  columnHelper.accessor("webhooks", {
    header: "Webhooks",
    enableSorting: false,
    meta: { className: "text-right tabular-nums" },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  }),
]);

const facets = [
  {
    id: "system",
    label: "System",
    options: ["PrecisionLender", "LoanPro", "Plexe", "Fineract", "Hookledger", "Own"].map((value) => ({
      value,
      label: value,
    })),
  },
  {
    id: "deprecated",
    label: "Deprecated",
    options: [
      { value: "no", label: "Not deprecated" },
      { value: "yes", label: "Deprecated" },
    ],
  },
];

export function CatalogueTable({ rows, pagination }: { rows: EventTypeRow[]; pagination: Pagination }) {
  return (
    <DataTable
      caption="Event types"
      columns={columns}
      data={rows}
      rowId={(row) => row.name}
      searchLabel="Search by title, name, group or entity type"
      facets={facets}
      defaultSort="title"
      pagination={pagination}
    />
  );
}
