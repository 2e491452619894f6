import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { describeOpenIncidents } from "@/components/incidents/describe-incident";
import { incidentHref, incidentsPath } from "@/components/incidents/incident-query";
import { LiveWatch } from "@/components/live/live-watch";
import type { summarizeIncidents } from "@/lib/incidents/queries";
import { computeRevision } from "./live/compute-revision";

/** One line on every page while incidents are open, which leads to them and follows them. */
export function IncidentLine({ incidents }: { incidents: Awaited<ReturnType<typeof summarizeIncidents>> }) {
  const text = incidents ? describeOpenIncidents(incidents) : "";
  return (
    <>
      <LiveWatch watch="incident-line" revision={computeRevision(text)} />
      {incidents && (
        <section
          aria-label="Open incidents"
          className="mb-4 flex items-center gap-2 rounded-md border border-warning/40 bg-warning-subtle px-3 py-1 print:hidden"
        >
          <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
          <p className="min-w-0 grow truncate" title={text}>
            {text}
          </p>
          <Link
            href={incidents.open === 1 ? incidentHref(incidents.newest.id) : incidentsPath}
            prefetch={false}
            className="inline-flex min-h-6 shrink-0 items-center font-medium underline underline-offset-4 touch:min-h-11"
          >
            {incidents.open === 1 ? "View incident" : "View incidents"}
          </Link>
        </section>
      )}
    </>
  );
}
