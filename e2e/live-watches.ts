/** What pages can follow that names something of a tenant. */
export const buildWatches = [
  (ids: Record<string, string>) => `delivery?traceId=${ids.traceId}`,
  (ids: Record<string, string>) => `deliveries?webhookId=${ids.webhookId}&shown=${ids.traceId}`,
  (ids: Record<string, string>) => `event?id=${ids.eventId}`,
  (ids: Record<string, string>) => `timeline?entityType=Loan&entityId=${ids.entityId}`,
  (ids: Record<string, string>) => `incident?id=${ids.incidentId}`,
  (ids: Record<string, string>) => `incidents?webhookId=${ids.webhookId}`,
  (ids: Record<string, string>) => `job?id=${ids.jobId}`,
  (ids: Record<string, string>) => `jobs?webhookId=${ids.webhookId}`,
  (ids: Record<string, string>) => `webhook?id=${ids.webhookId}&range=7d`,
];

/** The path with which a page follows a watch. It shows something else, so the response does not wait for a change. */
export function buildLivePath(name: string): string {
  return `/live?${new URLSearchParams({ watch: JSON.stringify({ name, known: "other" }) })}`;
}
