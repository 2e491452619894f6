import type { Queryable } from "../db";
import { isOwnEventType } from "../own-events/names";
import type { FailureParams } from "../reasons/codes";
import type { Failures } from "../webhooks/record-failures";

const failedSql = `
  SELECT d.id, d.webhook_id AS "webhookId", d.event_type AS type, d.state_reason AS code, d.reason_params AS params
  FROM unnest($1::uuid[]) WITH ORDINALITY AS f (id, n) JOIN deliveries d ON d.id = f.id ORDER BY f.n`;

interface FailedRow {
  id: string;
  webhookId: string;
  type: string;
  code: string | null;
  params: FailureParams | null;
}

/** Reads the deliveries that have just failed permanently, in this order, and groups them by webhook and by the reason of the failure. */
export async function groupFailures(db: Queryable, failedIds: readonly string[]): Promise<Failures[]> {
  const { rows } = await db.query<FailedRow>(failedSql, [failedIds]);
  return groupBy(rows, ({ webhookId }) => webhookId).map(([webhookId, failed]) => ({
    webhookId,
    count: failed.length,
    lastDeliveryId: failed.at(-1)?.id ?? "",
    publishedIds: failed.filter(({ type }) => !isOwnEventType(type)).map(({ id }) => id),
    causes: groupBy(failed, ({ code }) => code ?? "send_failed").map(([code, sameCode]) => ({
      code,
      params: sameCode.at(-1)?.params ?? null,
      traceIds: sameCode.map(({ id }) => id),
    })),
  }));
}

// Node 20 has no Map.groupBy.
function groupBy(rows: readonly FailedRow[], getKey: (row: FailedRow) => string): [string, FailedRow[]][] {
  const groups = new Map<string, FailedRow[]>();
  for (const row of rows) groups.set(getKey(row), [...(groups.get(getKey(row)) ?? []), row]);
  return [...groups];
}
