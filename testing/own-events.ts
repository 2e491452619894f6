import { pool, prisma } from "@/lib/db";
import { publishOwnEvents } from "@/lib/events/publish-own-events";

/** Publishes all recorded own events at once, as if the minute in which each group is collected were over. */
export async function publishAll(): Promise<number> {
  await pool().query("UPDATE own_events SET due_at = now() - interval '1 second'");
  return await publishOwnEvents();
}

/** The own events that a webhook got, sorted by event type. */
export async function listOwnEvents(webhookId: string) {
  const { rows } = await pool().query<{
    type: string;
    data: Record<string, unknown>;
    partnerId: string | null;
  }>(
    `SELECT e.type, x.data, e.partner_id AS "partnerId"
     FROM deliveries d JOIN events e ON e.id = d.event_id JOIN event_data x ON x.event_id = e.id
     WHERE d.webhook_id = $1 AND e.type LIKE 'hookledger.%' ORDER BY e.type, d.id`,
    [webhookId],
  );
  return rows;
}
export const listOwnEventTypes = async (webhookId: string) =>
  (await listOwnEvents(webhookId)).map(({ type }) => type);
export const countRecorded = () => prisma().ownEvent.count();
