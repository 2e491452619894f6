import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { readInbox } from "@/lib/demo-receiver/inbox";
import { getReceiverRevision, isDemo } from "@/lib/demo-receiver/receiver";
import { can } from "@/lib/scope/scope";
import { AddressesCard } from "./addresses-card";
import { RequestsCard } from "./requests-card";

export const metadata: Metadata = { title: "Built-in receiver" };

/** The demo's built-in receiver: its requests, and how it responds. */
export default async function ReceiverPage() {
  const scope = await pageScope("webhooks:read");
  if (scope.partnerId !== null) forbidden();
  if (!isDemo()) notFound();
  const revision = getReceiverRevision();
  const { addresses, requests } = await readInbox(scope);
  return (
    <>
      <PageHeader
        title="Built-in receiver"
        description="Stands in for your receivers. See the requests it gets, or make it fail and watch how Hookledger reacts."
      >
        <LiveWatch watch="receiver" revision={revision} />
        <LiveStatus />
      </PageHeader>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-[22rem_1fr]">
        <AddressesCard addresses={addresses} canChange={can(scope, "webhooks:write")} />
        <RequestsCard requests={requests} />
      </div>
    </>
  );
}
