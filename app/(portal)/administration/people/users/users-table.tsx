"use client";

import { createColumnHelper } from "@tanstack/react-table";
import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import type { ClientFeatures } from "@/components/data-table/features";
import { Time } from "@/components/ui/time";
import type { UserRow } from "./user-row";
import { UserState } from "./user-state";

const helper = createColumnHelper<ClientFeatures, UserRow>();

const columns = helper.columns([
  helper.accessor((row) => `${row.name} ${row.email}`, {
    id: "name",
    header: "Name",
    sortFn: "text",
    meta: { rowHeading: true, className: "min-w-36 whitespace-normal" },
    cell: ({ row: { original } }) => (
      <>
        <Link
          href={`/administration/people/users/${original.id}`}
          className="inline-flex min-h-6 items-center font-medium text-primary underline-offset-4 wrap-anywhere hover:underline"
        >
          {original.name}
        </Link>
        <span className="block text-xs font-normal text-muted-foreground wrap-anywhere">
          {original.email}
        </span>
      </>
    ),
  }),
  helper.accessor("role", { header: "Role", sortFn: "text" }),
  helper.accessor("partner", {
    header: "Partner",
    sortFn: "text",
    meta: { className: "hidden md:table-cell" },
    cell: ({ getValue }) => getValue() || <span className="text-muted-foreground">The lender</span>,
  }),
  helper.accessor("state", {
    header: "State",
    sortFn: "text",
    filterFn: "equalsString",
    cell: ({ getValue }) => <UserState state={getValue()} />,
  }),
  helper.accessor("lastSignInAt", {
    header: "Last sign-in",
    sortFn: "text",
    meta: { className: "hidden sm:table-cell" },
    cell: ({ getValue, row: { original } }) =>
      getValue() ? (
        <Time iso={getValue()} />
      ) : (
        <span className="text-muted-foreground">{original.notSignedIn}</span>
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

export function UsersTable({ rows }: { rows: UserRow[] }) {
  return (
    <DataTable
      caption="Users"
      columns={columns}
      data={rows}
      rowId={(row) => row.id}
      searchLabel="Filter by name, e-mail or role"
      facets={facets}
      defaultSort="name"
    />
  );
}
