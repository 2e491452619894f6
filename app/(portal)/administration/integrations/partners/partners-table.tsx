"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { Time } from "@/components/domain/time";
import type { PartnerRow } from "@/lib/partners/schema";
import { partnerKindLabel, partnerKinds } from "./partner-kinds";

const columnHelper = createColumnHelper<DataTableFeatures, PartnerRow>();
const createCountColumn = (id: "webhooks" | "users" | "apiKeys", header: string, className: string) =>
  columnHelper.accessor(id, {
    header,
    enableSorting: false,
    meta: { className },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  });

const columns = columnHelper.columns([
  columnHelper.accessor("name", {
    header: "Name",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <Link
        href={`/administration/integrations/partners/${original.id}`}
        className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline"
      >
        {original.name}
      </Link>
    ),
  }),
  columnHelper.accessor("kind", {
    header: "Kind",
    enableSorting: false,
    cell: ({ getValue }) => partnerKindLabel(getValue()),
  }),
  createCountColumn("webhooks", "Webhooks", "text-right"),
  createCountColumn("users", "Users", "hidden text-right sm:table-cell"),
  createCountColumn("apiKeys", "API keys", "hidden text-right sm:table-cell"),
  columnHelper.accessor("createdAt", {
    header: "Created",
    meta: { className: "hidden md:table-cell" },
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
