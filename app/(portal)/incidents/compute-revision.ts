// Short file: the pages and the route that they poll must compute the same revision.
import { createHash } from "node:crypto";
import type { IncidentEntry, IncidentView } from "@/lib/incidents/schema";

/** A hash that changes whenever something that is shown of these incidents changes. */
export function computeIncidentRevision(
  incidents: readonly (IncidentView & { history?: readonly IncidentEntry[] })[],
): string {
  const visible = incidents.map(({ history, ...incident }) => ({ ...incident, entries: history?.length }));
  return createHash("sha256").update(JSON.stringify(visible)).digest("base64url").slice(0, 22);
}
