"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { useMemo } from "react";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { ClientFeatures } from "@/components/data-table/features";
import { withPartnerFacet } from "@/components/data-table/partner-facet";
import { Time } from "@/components/domain/time";
import type { KeyRow } from "./key-row";
import { KeyStateBadge } from "./key-state";
import { RevokeKey } from "./revoke-key";

const helper = createColumnHelper<ClientFeatures, KeyRow>();
const muted = (words: string) => <span className="text-muted-foreground">{words}</span>;

const columns = helper.columns([
  helper.accessor("name", {
    header: "Name",
    sortFn: "text",
    meta: { rowHeading: true, className: "min-w-32 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <span className="font-medium wrap-anywhere">{original.name}</span>
        <span className="block font-mono text-xs font-normal text-muted-foreground">{original.prefix}…</span>
        {original.partner && (
          <span className="block text-xs font-normal md:hidden">{original.partner} only</span>
        )}
      </>
    ),
  }),
  helper.accessor("partner", {
    id: "partner",
    header: "Partner",
    sortFn: "text",
    meta: { className: "hidden min-w-28 whitespace-normal md:table-cell" },
    cell: ({ getValue }) => getValue() || muted("The lender"),
  }),
  helper.accessor("state", {
    header: "State",
    sortFn: "text",
    cell: ({ getValue }) => <KeyStateBadge state={getValue()} />,
  }),
  helper.accessor("scopes", {
    header: "May",
    enableSorting: false,
    meta: { className: "hidden lg:table-cell" },
    cell: ({ row: { original } }) => (
      <ul className="grid max-w-64 text-xs">
        {original.scopeWords.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    ),
  }),
  helper.accessor("createdAt", {
    header: "Created",
    sortFn: "text",
    meta: { className: "hidden md:table-cell" },
    cell: ({ getValue, row: { original } }) => (
      <>
        <Time iso={getValue()} />
        <span className="block max-w-44 truncate text-xs text-muted-foreground" title={original.createdBy}>
          by {original.createdBy}
        </span>
      </>
    ),
  }),
  helper.accessor("lastUsedAt", {
    header: "Last used",
    sortFn: "text",
    meta: { className: "hidden sm:table-cell" },
    cell: ({ getValue }) => (getValue() ? <Time iso={getValue()} /> : muted("Never")),
  }),
  helper.accessor("expiresAt", {
    header: "Expires",
    sortFn: "text",
    meta: { className: "hidden sm:table-cell" },
    cell: ({ getValue }) => (getValue() ? <Time iso={getValue()} /> : muted("Never")),
  }),
  helper.display({
    id: "revoke",
    header: () => <span className="sr-only">Revoke</span>,
    meta: { className: "text-right" },
    cell: ({ row: { original } }) => original.state === "active" && <RevokeKey {...original} />,
  }),
]);

const lendersColumns = columns.filter(({ id }) => id !== "partner");

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

/** One page of the keys; the server narrows, sorts and pages. */
export function KeysTable({
  rows,
  paged,
  partners,
}: {
  rows: KeyRow[];
  paged: Pagination;
  /** To narrow the list to; none where nobody but the lender is seen. */
  partners: { id: string; name: string }[];
}) {
  const shown = useMemo(() => withPartnerFacet(facets, partners), [partners]);
  return (
    <DataTable
      caption="API keys"
      columns={partners.length > 0 ? columns : lendersColumns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name, scope or maker"
      facets={shown}
      defaultSort="-createdAt"
      paged={paged}
    />
  );
}
