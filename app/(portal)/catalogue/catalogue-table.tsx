"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { RowLink } from "@/components/domain/row-link";
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
          <RowLink href={`/catalogue/${encodeURIComponent(original.name)}`}>{original.title}</RowLink>{" "}
          {original.deprecated && <Badge variant="warning">Deprecated</Badge>}
        </span>{" "}
        <span className="block font-mono text-xs font-normal text-muted-foreground wrap-anywhere">
          {original.name}
        </span>
      </>
    ),
  }),
  columnHelper.accessor("entityType", { header: "Entity", meta: { inside: true } }),
  columnHelper.accessor("system", { header: "System", meta: { inside: true } }),
  columnHelper.accessor("version", {
    header: "Version",
    enableSorting: false,
    meta: { inside: true, className: "text-right tabular-nums sm:max-lg:hidden" },
  }),
  columnHelper.accessor("validation", {
    header: "Validation",
    enableSorting: false,
    meta: { inside: true, className: "sm:max-lg:hidden" },
    cell: ({ getValue }) => validationLabels[getValue()].label,
  }),
  columnHelper.accessor("webhooks", {
    header: "Webhooks",
    enableSorting: false,
    meta: { inside: true, className: "text-right tabular-nums" },
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
