import type { Queryable } from "../db";
import { newId } from "../ids";
import type { OwnEventName } from "./names";
import { isSubscribedSql } from "./record-own-event";

const type: OwnEventName = "hookledger.delivery.failed";

/** The trace IDs that an event lists. */
const maxTraceIds = 10;

// The row of a webhook collects its failures for a minute from the first one, so there is at most one event in a minute. Publishing
// takes the group key away; a failure that waited for that row then begins a new one.
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
