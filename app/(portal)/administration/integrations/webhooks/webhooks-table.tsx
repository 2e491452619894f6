"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import type { ClientFeatures } from "@/components/data-table/features";
import { WebhookStateBadge } from "@/components/ui/state-badge";
import { Time } from "@/components/ui/time";
import type { WebhookRow } from "./webhook-row";

const helper = createColumnHelper<ClientFeatures, WebhookRow>();

const columns = helper.columns([
  helper.accessor("name", {
    header: "Name",
    sortFn: "text",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <Link
          href={`/administration/integrations/webhooks/${original.id}`}
          className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline"
        >
          {original.name}
        </Link>
        <span className="block text-xs font-normal text-muted-foreground wrap-anywhere md:hidden">
          {original.host}
        </span>
      </>
    ),
  }),
  helper.accessor("state", {
    header: "State",
    sortFn: "text",
    filterFn: "equalsString",
    cell: ({ row: { original } }) => (
      <div className="grid max-w-60 gap-0.5">
        <WebhookStateBadge state={original.state} />
        {original.stateReason && (
          <span className="text-xs text-muted-foreground">{original.stateReason}</span>
        )}
      </div>
    ),
  }),
  helper.accessor("host", {
    header: "Receiver",
    sortFn: "text",
    meta: { className: "hidden md:table-cell" },
    cell: ({ row: { original } }) => (
      <span title={original.url} className="block max-w-56 truncate font-mono text-xs">
        {original.host}
      </span>
    ),
  }),
  helper.accessor("triggers", {
    header: "Event triggers",
    sortFn: (a, b) => a.original.triggerCount - b.original.triggerCount,
    meta: { className: "hidden lg:table-cell" },
    cell: ({ getValue }) => <span className="line-clamp-2 max-w-72">{getValue()}</span>,
  }),
  helper.accessor("heldDeliveries", {
    header: "Held",
    sortFn: "basic",
    meta: { className: "text-right" },
    cell: ({ getValue, row: { original } }) =>
      getValue() === 0 ? (
        <span className="text-muted-foreground">0</span>
      ) : (
        <Link
          href={`/deliveries?webhookId=${original.id}&state=held`}
          className="inline-flex min-h-6 min-w-6 items-center justify-end font-medium text-primary underline-offset-4 hover:underline"
        >
          {getValue().toLocaleString("en")}
          <span className="sr-only"> held deliveries of {original.name}</span>
        </Link>
      ),
  }),
  helper.accessor("updatedAt", {
    header: "Last changed",
    sortFn: "text",
    meta: { className: "hidden sm:table-cell" },
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

export function WebhooksTable({ rows }: { rows: WebhookRow[] }) {
  return (
    <DataTable
      caption="Webhooks configurations"
      columns={columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name, URL or event"
      facets={facets}
      defaultSort="name"
    />
  );
}
