import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import { randomPassword } from "@/components/people/random-password";
import { PageHeader } from "@/components/shell/page-header";
import { listPartnerChoices } from "@/lib/access/queries";
import { crumbs } from "../crumbs";
import { roleChoices } from "../role-choices";
import { NewUser } from "./new-user";

export const metadata: Metadata = { title: "Add a person" };

export default async function NewUserPage() {
  const scope = await pageScope("users:write");
  const [roles, partners] = await Promise.all([roleChoices(scope), listPartnerChoices(scope)]);
  return (
    <div className="max-w-3xl">
      <PageHeader title="Add a person" crumbs={crumbs} />
      <NewUser
        roles={roles}
        partners={scope.partnerId === null ? partners : []}
        firstPassword={randomPassword()}
      />
    </div>
  );
}
