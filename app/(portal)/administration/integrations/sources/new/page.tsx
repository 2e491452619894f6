import type { Metadata } from "next";
import { pageScope } from "@/app/api/auth/current-scope";
import type { SearchParams } from "@/components/cursor-list/list-query";
import { CreatePage } from "@/components/form/create-page";
import { sourceCrumbs } from "../../crumbs";
import { loadPartnerSelection } from "../../partners/partner-selection";
import { loadEventTypeNames } from "../form/load-event-type-names";
import { listSystemChoices } from "../form/system-choice";
import { NewSourceSteps } from "./new-source-steps";

export const metadata: Metadata = { title: "New source" };

export default async function NewSourcePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const scope = await pageScope("sources:write");
  const partnerSelection = await loadPartnerSelection(scope, await searchParams);
  return (
    <CreatePage title="New source" crumbs={sourceCrumbs}>
      <NewSourceSteps
        systems={listSystemChoices()}
        eventTypes={await loadEventTypeNames(scope)}
        {...partnerSelection}
      />
    </CreatePage>
  );
}
