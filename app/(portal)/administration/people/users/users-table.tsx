"use client";

import { createColumnHelper } from "@tanstack/react-table";
import { DataTable, type Pagination } from "@/components/data-table/data-table";
import type { DataTableFeatures } from "@/components/data-table/features";
import { useOptionalPartnerColumn } from "@/components/data-table/optional-partner-column";
import { RowLink } from "@/components/domain/row-link";
import { Time } from "@/components/domain/time";
import type { UserRow } from "./user-row";
import { UserStateBadge } from "./user-state-badge";

const columnHelper = createColumnHelper<DataTableFeatures, UserRow>();

const columns = columnHelper.columns([
  columnHelper.accessor("name", {
    header: "Name",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <RowLink href={`/administration/people/users/${original.id}`}>{original.name}</RowLink>{" "}
        <span className="block text-xs font-normal text-muted-foreground wrap-anywhere">
          {original.email}
        </span>
      </>
    ),
  }),
  columnHelper.accessor("role", { header: "Role", meta: { inside: true } }),
  columnHelper.accessor("partner", {
    id: "partner",
    header: "Partner",
    meta: { inside: true, className: "sm:max-md:hidden" },
    cell: ({ getValue }) => getValue() || <span className="text-muted-foreground">The lender</span>,
  }),
  columnHelper.accessor("state", {
    header: "State",
    cell: ({ getValue }) => <UserStateBadge state={getValue()} />,
  }),
  columnHelper.accessor("lastSignInAt", {
    header: "Last sign-in",
    meta: { inside: true },
    cell: ({ getValue, row: { original } }) =>
      getValue() ? (
        <Time iso={getValue()} />
      ) : (
        <span className="text-muted-foreground">{original.noSignInText}</span>
      ),
  }),
]);

const facets = [
  {
    id: "state",
    label: "State",
    options: [
      { value: "active", label: "Active" },
      { value: "disabled", label: "Disabled" },
    ],
  },
];

/** One page of the users; the server filters, sorts and pages. */
export function UsersTable({
  rows,
  pagination,
  partners,
}: {
  rows: UserRow[];
  pagination: Pagination;
  /** Offered as a filter; empty if the user belongs to a partner. */
  partners: { id: string; name: string }[];
}) {
  const table = useOptionalPartnerColumn(columns, facets, partners);
  return (
    <DataTable
      caption="Users"
      columns={table.columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel={`Filter by name, e-mail${partners.length > 0 ? ", role or partner" : " or role"}`}
      facets={table.facets}
      defaultSort="name"
      pagination={pagination}
    />
  );
}
