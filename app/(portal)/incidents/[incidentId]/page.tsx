import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageScope } from "@/app/api/auth/current-scope";
import { PrintNote } from "@/components/domain/print-note";
import { CloseIncident } from "@/components/incidents/close-incident";
import { describeIncident } from "@/components/incidents/describe-incident";
import { incidentsPath } from "@/components/incidents/incident-query";
import { LiveStatus } from "@/components/live/live-status";
import { LiveWatch } from "@/components/live/live-watch";
import { PageHeader } from "@/components/shell/page-header";
import { canEditIncidents, incidentReaders } from "@/lib/incidents/access";
import { findIncidentWithHistory } from "@/lib/incidents/history";
import { Recover } from "../../jobs/recover";
import { computeRevision } from "../../live/compute-revision";
import { closeIncidentAction } from "../actions";
import { ContactsCard } from "./contacts-card";
import { FactsCard } from "./facts-card";
import { HistoryCard } from "./history-card";

interface Props {
  params: Promise<{ incidentId: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Incident …${(await params).incidentId.slice(-6)}` };
}

/** The page of one incident: what fails since when, who can help, and what happened to it. */
export default async function IncidentPage({ params }: Props) {
  const scope = await pageScope(incidentReaders);
  const incident = await findIncidentWithHistory(scope, (await params).incidentId);
  if (!incident) notFound();
  const { id, state, webhookId, webhookName, webhookState } = incident;
  const isOpen = state === "open";
  return (
    <>
      <PageHeader title={describeIncident(incident)} crumbs={[{ label: "Incidents", href: incidentsPath }]}>
        {isOpen && webhookState !== "deleted" && (
          <Recover scope={scope} webhook={{ id: webhookId, name: webhookName }} />
        )}
        {isOpen && webhookState !== "paused" && canEditIncidents(scope) && (
          <CloseIncident close={closeIncidentAction.bind(null, id)} />
        )}
      </PageHeader>
      <div className="grid grid-cols-1 gap-5">
        <PrintNote />
        <LiveWatch watch={`incident?id=${id}`} revision={computeRevision(incident)} />
        <LiveStatus />
        <FactsCard scope={scope} incident={incident} />
        <ContactsCard scope={scope} incident={incident} />
        <HistoryCard scope={scope} incident={incident} />
      </div>
    </>
  );
}
