import type { Db, Queryable } from "../db";
import { newId } from "../ids";
import type { OwnEventName } from "./names";
import type { OwnEventData } from "./own-event-data";

/** An own event to be published. Webhooks of its tenant and of the lender get it. */
interface OwnEvent<Name extends OwnEventName> {
  type: Name;
  /** The ID of the webhook or job that the event is about. */
  entityId: string;
  /** The tenant that the event is about; null: the lender. */
  partnerId: string | null;
  data: OwnEventData[Name];
}

/** Whether any webhook subscribes to the event type in `type` (an SQL expression); otherwise, no own event is written. */
export const isSubscribedSql = (type: string) => `EXISTS (
  SELECT 1 FROM triggers t JOIN webhooks s ON s.id = t.webhook_id WHERE t.event_type = ${type} AND s.deleted_at IS NULL)`;

const insertSql = `
  INSERT INTO own_events (id, type, entity_id, partner_id, data)
  SELECT $1::uuid, $2::text, $3::text, $4::uuid, $5::jsonb WHERE ${isSubscribedSql("$2::text")}`;

/**
 * Records an own event in the transaction of the change that it is about, so that neither exists without the other. The event is
 * published after the commit (lib/events/publish-own-events.ts).
 */
export async function recordOwnEvent<Name extends OwnEventName>(
  db: Db | Queryable,
  { type, entityId, partnerId, data }: OwnEvent<Name>,
): Promise<void> {
  const values = [newId(), type, entityId, partnerId, JSON.stringify(data)];
  if ("$executeRawUnsafe" in db) await db.$executeRawUnsafe(insertSql, ...values);
  else await db.query(insertSql, values);
}
