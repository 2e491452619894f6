import type { Db, Queryable } from "../db";
import { newId } from "../ids";
import type { OwnEventName } from "./names";
import type { OwnEventData } from "./own-event-data";

/** A happening to be published. Its tenant's webhooks get it, and the lender's. */
interface OwnEvent<Name extends OwnEventName> {
  type: Name;
  /** Of the webhook or job that it is about. */
  entityId: string;
  /** The tenant that it is about; null: the lender. */
  partnerId: string | null;
  data: OwnEventData[Name];
}

/** Whether any webhook subscribes to the event type in `type` (an SQL expression): otherwise, nothing is written. */
export const isSubscribedSql = (type: string) => `EXISTS (
  SELECT 1 FROM triggers t JOIN webhooks s ON s.id = t.webhook_id WHERE t.event_type = ${type} AND s.deleted_at IS NULL)`;

const insertSql = `
  INSERT INTO own_events (id, type, entity_id, partner_id, data)
  SELECT $1::uuid, $2::text, $3::text, $4::uuid, $5::jsonb WHERE ${isSubscribedSql("$2::text")}`;

/**
 * Records a happening in the transaction of the fact itself, so that neither exists without the other. It is published after the
 * commit (lib/events/publish-own-events.ts).
 */
export async function recordOwnEvent<Name extends OwnEventName>(
  db: Db | Queryable,
  { type, entityId, partnerId, data }: OwnEvent<Name>,
): Promise<void> {
  const values = [newId(), type, entityId, partnerId, JSON.stringify(data)];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(insertSql, ...values);
  else await db.query(insertSql, values);
}
