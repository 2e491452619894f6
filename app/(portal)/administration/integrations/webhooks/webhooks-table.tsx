"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { useOptionalPartnerColumn } from "@/components/data-table/optional-partner-column";
import { WebhookStateBadge } from "@/components/domain/state-badge";
import { Time } from "@/components/domain/time";
import { HeldCell, LastDeliveryCell, NameCell, SuccessRateCell } from "./webhook-cells";
import type { WebhookRow } from "./webhook-row";

const columnHelper = createColumnHelper<DataTableFeatures, WebhookRow>();

const columns = columnHelper.columns([
  columnHelper.accessor("name", {
    header: "Name",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => <NameCell row={original} />,
  }),
  columnHelper.accessor("partner", {
    id: "partner",
    header: "Partner",
    enableSorting: false,
    meta: { inside: true, className: "sm:max-md:hidden" },
    cell: ({ getValue }) => getValue() ?? <span className="text-muted-foreground">The lender</span>,
  }),
  columnHelper.accessor("state", {
    header: "State",
    cell: ({ row: { original } }) => (
      <div className="grid max-w-60 gap-0.5">
        <WebhookStateBadge state={original.state} />{" "}
        {original.stateReason && (
          <span className="text-xs text-muted-foreground">{original.stateReason}</span>
        )}
      </div>
    ),
  }),
  columnHelper.accessor("triggers", {
    header: "Event triggers",
    enableSorting: false,
    meta: { inside: true, className: "sm:max-lg:hidden" },
    cell: ({ getValue }) => <span className="line-clamp-2 min-w-32 max-w-60">{getValue()}</span>,
  }),
  columnHelper.display({
    id: "last",
    header: "Last delivery",
    meta: { inside: true, className: "sm:max-md:hidden" },
    cell: ({ row: { original } }) => <LastDeliveryCell row={original} />,
  }),
  columnHelper.display({
    id: "day",
    header: "Last 24 hours",
    meta: { inside: true },
    cell: ({ row: { original } }) => <SuccessRateCell row={original} />,
  }),
  columnHelper.accessor("heldDeliveries", {
    header: "Held",
    enableSorting: false,
    meta: { inside: true, className: "text-right" },
    cell: ({ row: { original } }) => <HeldCell row={original} />,
  }),
  columnHelper.accessor("updatedAt", {
    header: "Last changed",
    meta: { inside: true, className: "sm:max-xl:hidden" },
    cell: ({ getValue }) => <Time iso={getValue()} />,
  }),
]);

const facets = [
  {
    id: "state",
    label: "State",
    options: [
      { value: "enabled", label: "Enabled" },
      { value: "paused", label: "Paused" },
      { value: "disabled", label: "Disabled" },
    ],
  },
];

/** One page of the webhooks. The server filters, sorts and pages, so a list of ten thousand is as fast as a list of ten. */
export function WebhooksTable({
  rows,
  pagination,
  partners,
}: {
  rows: WebhookRow[];
  pagination: Pagination;
  /** Offered as a filter; empty if the user belongs to a partner. */
  partners: { id: string; name: string }[];
}) {
  const table = useOptionalPartnerColumn(columns, facets, partners);
  return (
    <DataTable
      caption="Webhooks Configurations"
      columns={table.columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name, URL or event"
      facets={table.facets}
      defaultSort="name"
      pagination={pagination}
    />
  );
}
