import { limitUrl, loadUrlSources } from "../customer-data/limit-url";
import { prepared } from "../database/prepared";
import type { Queryable } from "../db";
import type { Scope } from "../scope/scope";
import { type AttemptRow, attemptColumns, toAttempt } from "./attempt-view";
import type { AttemptView, DeliveryView } from "./schema";

// OFFSET 0 keeps Postgres from turning this into a join over all partitions: the attempts of each delivery are read from theirs.
const loadAttemptsSql = `
  SELECT ${attemptColumns} FROM unnest($1::uuid[]) AS page (id)
  CROSS JOIN LATERAL (SELECT * FROM attempts WHERE delivery_id = page.id OFFSET 0) a
  ORDER BY a.id DESC`;

/** Loads the attempts of deliveries, as far as the scope can see them, newest first, by trace ID. */
export async function loadAttempts(
  db: Queryable,
  scope: Scope,
  deliveries: readonly DeliveryView[],
): Promise<Map<string, AttemptView[]>> {
  const byTrace = new Map<string, AttemptView[]>();
  if (deliveries.length === 0) return byTrace;
  const deliveryById = new Map(deliveries.map((delivery) => [delivery.traceId, delivery]));
  const webhookIds = deliveries.map(({ webhookId }) => webhookId);
  const urlSources = await loadUrlSources(scope, db, webhookIds);
  const { rows } = await db.query<AttemptRow>(prepared(loadAttemptsSql, [[...deliveryById.keys()]]));
  for (const row of rows) {
    const list = byTrace.get(row.traceId) ?? [];
    const { state = "", webhookId = "" } = deliveryById.get(row.traceId) ?? {};
    const destination = row.destination && limitUrl(scope, row.destination, urlSources.get(webhookId));
    list.push(toAttempt(scope, { ...row, destination }, state));
    byTrace.set(row.traceId, list);
  }
  return byTrace;
}
