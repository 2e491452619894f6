import { type CatalogueEntry, loadCatalogue } from "../catalogue/catalogue-cache";
import { pool, transaction } from "../db";
import { Budget } from "../evaluation/budget";
import { newId } from "../ids";
import { writeJson } from "../json/write-json";
import { log } from "../log";
import type { OwnEventName } from "../own-events/names";
import type { OwnEventData } from "../own-events/own-event-data";
import { withPartitions } from "../partitions/ensure-partitions";
import { wakeWorkers } from "../slots/wake-workers";
import { describeOwnEvent } from "./describe-own-event";
import { digestData } from "./event-digest";
import { planEvents } from "./plan-events";
import type { ValidEvent } from "./validate-events";
import { writeEvents } from "./write-events";

interface OwnEventRow {
  id: string;
  type: OwnEventName;
  entityId: string;
  partnerId: string | null;
  data: OwnEventData[OwnEventName];
  occurredAt: Date;
}

const maxRows = 100;

// Removes the group key of due rows that collect failures, so that nothing more is added to them.
const dueSql = `
  WITH due AS MATERIALIZED (
    SELECT id FROM own_events WHERE due_at <= now() ORDER BY due_at, id LIMIT ${maxRows} FOR UPDATE SKIP LOCKED
  )
  UPDATE own_events o SET group_key = NULL FROM due WHERE o.id = due.id
  RETURNING o.id, o.type, o.entity_id AS "entityId", o.partner_id AS "partnerId", o.data, o.occurred_at AS "occurredAt"`;

/**
 * Publishes Hookledger's own events that are due. In one transaction, each is written as an event with its deliveries and deleted from the
 * table own_events, so it is published once, even if several processes do this or one of them is killed. An own event that cannot be
 * published now is tried again a minute later.
 * @returns how many were published
 */
export async function publishOwnEvents(): Promise<number> {
  if ((await pool().query("SELECT 1 FROM own_events WHERE due_at <= now() LIMIT 1")).rows.length === 0)
    return 0;
  const { rows } = await pool().query<OwnEventRow>(dueSql);
  const types = await loadCatalogue();
  let published = 0;
  for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    try {
      if (await publish(row, types.get(row.type))) published += 1;
    } catch (error) {
      const { message } = error as Error;
      log.error({ ownEventId: row.id, type: row.type, error: message }, "could not publish an own event");
      await pool().query("UPDATE own_events SET due_at = now() + interval '1 minute' WHERE id = $1", [
        row.id,
      ]);
    }
  }
  return published;
}

async function publish(row: OwnEventRow, type: CatalogueEntry | undefined): Promise<boolean> {
  if (!type) throw new Error(`The event type ${row.type} is not in the catalog.`);
  const event = toEvent(row, type);
  // Planned before the transaction: while a template runs in a thread, no database connection must be held.
  const plans = await planEvents([event], new Budget(null));
  const written = await withPartitions(() =>
    transaction(async (db) => {
      const { rowCount } = await db.query("DELETE FROM own_events WHERE id = $1", [row.id]);
      return rowCount === 0 ? null : await writeEvents(db, [event], plans);
    }),
  );
  const [result] = written ?? [];
  if (result?.kind !== "accepted") return false;
  void wakeWorkers({ webhookIds: result.due.map(({ webhookId }) => webhookId) });
  return true;
}

function toEvent(
  { type, entityId, partnerId, data: facts, occurredAt }: OwnEventRow,
  { version, title, entityType }: CatalogueEntry,
): ValidEvent {
  const data = { summary: describeOwnEvent(type, facts), ...facts };
  const dataJson = writeJson(data);
  return {
    id: newId(),
    type,
    version,
    title,
    entityType,
    entityId,
    partnerId,
    countedFor: null,
    data,
    dataJson,
    changes: null,
    warnings: [],
    occurredAt,
    receivedBy: "Hookledger",
    simulated: false,
    dedupeKey: null,
    sentEvent: { type, entityId, partnerId, occurredAt, data, changes: null },
    digest: digestData(dataJson),
  };
}
