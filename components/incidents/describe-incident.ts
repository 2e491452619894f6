import { type IncidentEntry, type IncidentView, maxCountedDeliveries } from "@/lib/incidents/schema";

/** "299"; "10,000+" if not all were counted. */
export function formatIncidentCount(count: number): string {
  const text = count.toLocaleString("en");
  return count === maxCountedDeliveries ? `${text}+` : text;
}

/** "Night servicer: connection refused" */
export function describeIncident({ webhookName, title }: IncidentView): string {
  // An abbreviation, such as TLS, keeps its capitals.
  const cause = /^.[a-z ]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
  return `${webhookName}: ${cause}`;
}

/** "299 held, 2 failed": those that are held and failed now or, once the incident is closed, those that it affected. */
export function describeIncidentCounts(incident: IncidentView): string {
  const { held, failed } = countAffected(incident);
  return `${formatIncidentCount(held)} held, ${formatIncidentCount(failed)} failed`;
}

/** The counts to show: current ones while the incident is open, afterwards the most that were held and all that failed. */
export function countAffected({ state, held, failed, peakHeld, totalFailed }: IncidentView) {
  return state === "open" ? { held, failed } : { held: peakHeld, failed: totalFailed };
}

/** The text of the line on every page. */
export function describeOpenIncidents({ open, newest }: { open: number; newest: IncidentView }): string {
  if (open === 1) return `${describeIncident(newest)}. ${describeIncidentCounts(newest)}.`;
  return `${open.toLocaleString("en")} open incidents. The newest: ${describeIncident(newest)}.`;
}

/** The sentence of an entry, without its author, time and text. */
export function describeEntryKind({ kind, text, actor }: IncidentEntry): string {
  switch (kind) {
    case "opened":
      return "Opened: a delivery failed permanently.";
    case "reopened":
      return "Reopened: a delivery failed permanently within an hour.";
    case "paused":
      return "The webhook was paused.";
    case "enabled":
      return "The webhook was enabled.";
    case "disabled":
      return "The webhook was disabled.";
    case "assigned":
      return text === null ? "Assigned to nobody." : `Assigned to ${text}.`;
    case "note":
      return "Note";
    case "closed":
      if (actor !== "Hookledger") return "Closed, although deliveries may be held or failed.";
      return text === null ? "Closed: nothing is held or failed." : "Closed.";
  }
}
