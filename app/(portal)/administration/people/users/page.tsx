import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/history/history-query";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { listUsers } from "@/lib/access/queries";
import { presetPartner } from "../../integrations/partners/preset-partner";
import { userRows } from "./user-row";
import { UsersTable } from "./users-table";

export const metadata: Metadata = { title: "Users" };

/** Never empty: whoever may look is one of them. */
export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const [users, { partners }] = await Promise.all([
    listUsers(scope),
    presetPartner(scope, await searchParams),
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
        <UsersTable rows={userRows(users)} partners={partners.choices} />
      </Card>
    </>
  );
}
