"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { RowLink } from "@/components/domain/row-link";
import { Time } from "@/components/domain/time";
import type { PartnerRow } from "@/lib/partners/schema";
import { partnerKindLabel, partnerKinds } from "./partner-kinds";

const columnHelper = createColumnHelper<DataTableFeatures, PartnerRow>();
const createCountColumn = (id: "webhooks" | "users" | "apiKeys", header: string) =>
  columnHelper.accessor(id, {
    header,
    enableSorting: false,
    meta: { inside: true, className: "text-right" },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  });

const columns = columnHelper.columns([
  columnHelper.accessor("name", {
    header: "Name",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <RowLink href={`/administration/integrations/partners/${original.id}`}>{original.name}</RowLink>
    ),
  }),
  columnHelper.accessor("kind", {
    header: "Kind",
    enableSorting: false,
    cell: ({ getValue }) => partnerKindLabel(getValue()),
  }),
  createCountColumn("webhooks", "Webhooks"),
  createCountColumn("users", "Users"),
  createCountColumn("apiKeys", "API keys"),
  columnHelper.accessor("createdAt", {
    header: "Created",
    meta: { inside: true },
    cell: ({ getValue }) => <Time iso={getValue()} />,
  }),
]);

const facets = [{ id: "kind", label: "Kind", options: partnerKinds }];

/** One page of the partners. The server filters, sorts and pages. */
export function PartnersTable({ rows, pagination }: { rows: PartnerRow[]; pagination: Pagination }) {
  return (
    <DataTable
      caption="Partners"
      columns={columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name or GUID"
      facets={facets}
      defaultSort="name"
      pagination={pagination}
    />
  );
}
