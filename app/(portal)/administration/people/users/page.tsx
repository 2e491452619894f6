import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { ListPage } from "@/components/data-table/list-page";
import { listUsers, usersPageQuerySchema, usersPerPage } from "@/lib/users/list-users";
import { loadPartnerSelection } from "../../integrations/partners/partner-selection";
import { toUserRows } from "./user-row";
import { UsersTable } from "./users-table";

export const metadata: Metadata = { title: "Users" };

/** The list is never empty: it contains the user who opens it. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const params = await searchParams;
  const [{ users, ...counts }, { partners }] = await Promise.all([
    listUsers(scope, usersPageQuerySchema.parse(params)),
    loadPartnerSelection(scope, params),
  ]);
  return (
    <ListPage
      title="Users"
      description="Users of this portal, and their roles."
      crumbs={[{ label: "Administration" }, { label: "Access" }]}
      create={{ label: "Add user", href: "/administration/people/users/new" }}
    >
      <UsersTable
        rows={toUserRows(users)}
        pagination={{ ...counts, size: usersPerPage }}
        partners={partners.choices}
      />
    </ListPage>
  );
}
