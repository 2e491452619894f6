"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { CircleCheck, CircleSlash, ClockAlert } from "lucide-react";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { useOptionalPartnerColumn } from "@/components/data-table/optional-partner-column";
import { ConfirmDialog } from "@/components/domain/confirm-dialog";
import { Time } from "@/components/domain/time";
import { useAction } from "@/components/form/use-action";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { KeyState } from "@/lib/api-keys/list-api-keys";
import { revokeApiKeyAction } from "./actions";
import type { ApiKeyRow } from "./key-row";

const columnHelper = createColumnHelper<DataTableFeatures, ApiKeyRow>();
const renderMutedText = (text: string) => <span className="text-muted-foreground">{text}</span>;

const columns = columnHelper.columns([
  columnHelper.accessor("name", {
    header: "Name",
    meta: { rowHeading: true, className: "min-w-32 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <span className="font-medium wrap-anywhere">{original.name}</span>{" "}
        <span className="block font-mono text-xs font-normal text-muted-foreground">{original.prefix}…</span>{" "}
        {original.partner && <span className="hidden text-xs sm:max-md:block">{original.partner} only</span>}
      </>
    ),
  }),
  columnHelper.accessor("partner", {
    id: "partner",
    header: "Partner",
    meta: { inside: true, className: "min-w-28 whitespace-normal sm:max-md:hidden" },
    cell: ({ getValue }) => getValue() || renderMutedText("The lender"),
  }),
  columnHelper.accessor("state", {
    header: "State",
    cell: ({ getValue }) => <KeyStateBadge state={getValue()} />,
  }),
  columnHelper.accessor("scopes", {
    header: "Scopes",
    enableSorting: false,
    meta: { inside: true, className: "sm:max-lg:hidden" },
    cell: ({ row: { original } }) => (
      <ul className="grid max-w-64 text-xs">
        {original.scopeLabels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
    ),
  }),
  columnHelper.accessor("createdAt", {
    header: "Created",
    meta: { inside: true },
    cell: ({ getValue, row: { original } }) => (
      <>
        <Time iso={getValue()} />{" "}
        <span className="block max-w-44 truncate text-xs text-muted-foreground" title={original.createdBy}>
          by {original.createdBy}
        </span>
      </>
    ),
  }),
  columnHelper.accessor("lastUsedAt", {
    header: "Last used",
    meta: { inside: true },
    cell: ({ getValue }) => (getValue() ? <Time iso={getValue()} /> : renderMutedText("Never")),
  }),
  columnHelper.accessor("expiresAt", {
    header: "Expires",
    meta: { inside: true },
    cell: ({ getValue }) => (getValue() ? <Time iso={getValue()} /> : renderMutedText("Never")),
  }),
  columnHelper.display({
    id: "revoke",
    header: () => <span className="sr-only">Revoke</span>,
    meta: { inside: true, className: "text-right max-sm:ml-auto" },
    cell: ({ row: { original } }) => original.state === "active" && <RevokeKey {...original} />,
  }),
]);

const facets = [
  {
    id: "state",
    label: "State",
    options: [
      { value: "active", label: "Active" },
      { value: "expired", label: "Expired" },
      { value: "revoked", label: "Revoked" },
    ],
  },
];

/** One page of the API keys. The server filters, sorts and pages. */
export function KeysTable({
  rows,
  pagination,
  partners,
}: {
  rows: ApiKeyRow[];
  pagination: Pagination;
  /** Offered as a filter; empty if the user belongs to a partner. */
  partners: { id: string; name: string }[];
}) {
  const table = useOptionalPartnerColumn(columns, facets, partners);
  return (
    <DataTable
      caption="API keys"
      columns={table.columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name, scope or creator"
      facets={table.facets}
      defaultSort="-createdAt"
      pagination={pagination}
    />
  );
}

const stateVariants = {
  active: { label: "Active", icon: CircleCheck, variant: "success" },
  expired: { label: "Expired", icon: ClockAlert, variant: "warning" },
  revoked: { label: "Revoked", icon: CircleSlash, variant: "neutral" },
} as const;

function KeyStateBadge({ state }: { state: KeyState }) {
  const { label, icon: Icon, variant } = stateVariants[state];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

/** Revokes a key after a confirmation. */
function RevokeKey({ id, name, prefix }: Pick<ApiKeyRow, "id" | "name" | "prefix">) {
  const [revoking, run] = useAction();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm" aria-disabled={revoking}>
          {revoking ? "Revoking…" : "Revoke…"}
          <span className="sr-only"> {name}</span>
        </Button>
      }
      title={`Revoke “${name}”?`}
      description={`After at most five seconds, requests with ${prefix}… will be rejected. This cannot be undone.`}
      confirm="Revoke key"
      onConfirm={() => run(() => revokeApiKeyAction(id), `Revoked “${name}”.`)}
    />
  );
}
