import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listUsers, usersOnPage, usersPageSchema } from "@/lib/users/list-users";
import { presetPartner } from "../../integrations/partners/preset-partner";
import { userRows } from "./user-row";
import { UsersTable } from "./users-table";

export const metadata: Metadata = { title: "Users" };

/** Never empty: whoever may look is one of them. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const params = await searchParams;
  const [{ users, ...counts }, { partners }] = await Promise.all([
    listUsers(scope, usersPageSchema.parse(params)),
    presetPartner(scope, params),
  ]);
  return (
    <>
      <PageHeader
        title="Users"
        description="Who can sign in, and with which role."
        crumbs={[{ label: "Administration" }, { label: "People" }]}
      >
        <Button asChild>
          <Link href="/administration/people/users/new">
            <Plus aria-hidden />
            Add a person
          </Link>
        </Button>
      </PageHeader>
      <Card>
        <UsersTable
          rows={userRows(users)}
          paged={{ ...counts, size: usersOnPage }}
          partners={partners.choices}
        />
      </Card>
    </>
  );
}
