import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { CreatePage } from "@/components/form/create-page";
import { generatePassword } from "@/components/users/random-password";
import { loadPartnerSelection } from "../../../integrations/partners/partner-selection";
import { userCrumbs } from "../crumbs";
import { listRoleChoices } from "../role-choices";
import { NewUserSteps } from "./new-user-steps";

export const metadata: Metadata = { title: "Add user" };

export default async function NewUserPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("users:write");
  const [roles, partnerSelection] = await Promise.all([
    listRoleChoices(scope),
    loadPartnerSelection(scope, await searchParams),
  ]);
  return (
    <CreatePage title="Add user" crumbs={userCrumbs}>
      <NewUserSteps roles={roles} {...partnerSelection} initialPassword={generatePassword()} />
    </CreatePage>
  );
}
