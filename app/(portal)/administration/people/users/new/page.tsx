import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/history/history-query";
import { randomPassword } from "@/components/people/random-password";
import { PageHeader } from "@/components/shell/page-header";
import { presetPartner } from "../../../integrations/partners/preset-partner";
import { crumbs } from "../crumbs";
import { roleChoices } from "../role-choices";
import { NewUser } from "./new-user";

export const metadata: Metadata = { title: "Add a person" };

export default async function NewUserPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const [roles, preset] = await Promise.all([roleChoices(scope), presetPartner(scope, await searchParams)]);
  return (
    <div className="max-w-3xl">
      <PageHeader title="Add a person" crumbs={crumbs} />
      <NewUser roles={roles} {...preset} firstPassword={randomPassword()} />
    </div>
  );
}
