import type { Queryable } from "../db";
import { newId } from "../ids";
import type { OwnEventName } from "./names";
import { isSubscribedSql } from "./record-own-event";

const type: OwnEventName = "hookledger.delivery.failed";

/** The most trace IDs that one event lists. */
const maxTraceIds = 10;

// One row collects the failures of a webhook for a minute from the first one, so there is at most one event per minute. Publishing removes
// the row's group key; a failure that waited for a lock on the row then starts a new row.
const collectSql = `
  INSERT INTO own_events AS g (id, type, entity_id, partner_id, data, group_key, due_at)
  SELECT $1::uuid, '${type}', w.id::text, w.partner_id,
         jsonb_build_object('webhookId', w.id, 'webhookName', w.name, 'count', $3::int, 'traceIds', to_jsonb($4::text[])),
         w.id, now() + interval '1 minute'
  FROM webhooks w WHERE w.id = $2::uuid AND ${isSubscribedSql(`'${type}'`)}
  ON CONFLICT (group_key) DO UPDATE
  SET data = excluded.data || jsonb_build_object(
        'count', (g.data->>'count')::int + (excluded.data->>'count')::int,
        'traceIds', jsonb_path_query_array((g.data->'traceIds') || (excluded.data->'traceIds'), '$[0 to ${maxTraceIds - 1}]'))`;

/** Adds deliveries that failed permanently to their webhook's event of this minute, in the transaction that records the failures. */
export async function recordFailedDeliveries(
  db: Queryable,
  webhookId: string,
  traceIds: readonly string[],
): Promise<void> {
  if (traceIds.length === 0) return;
  await db.query(collectSql, [newId(), webhookId, traceIds.length, traceIds.slice(0, maxTraceIds)]);
}
