import { pool, type Queryable } from "../db";
import { eventDataJoinSql, eventDataSql } from "../dialects/stored-event";
import { canContainOneTimeCode, listCodeFields, listOneTimeCodes } from "./one-time-codes";

interface Row {
  id: string;
  data: string | null;
  changes: string | null;
}

/** Reads the one-time codes of events, by event ID. Events that contain no code, or whose type cannot contain one, are left out. */
export async function readCodesOfEvents(
  events: readonly { id: string; type: string }[],
  db: Queryable = pool(),
): Promise<Map<string, string[]>> {
  const ids = [...new Set(events.filter(({ type }) => canContainOneTimeCode(type)).map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<Row>(
    `SELECT e.id, ${eventDataSql.data} AS data, ${eventDataSql.changes} AS changes FROM events e ${eventDataJoinSql}
     WHERE e.id = ANY($1::uuid[])`,
    [ids],
  );
  const codes = rows.map(({ id, data, changes }) => [id, listOneTimeCodes(data, changes)] as const);
  return new Map(codes.filter(([, found]) => found.length > 0));
}

/** Reads a delivery's one-time codes: those of its event, and those that occur only in its frozen body. */
export async function readCodesOfDelivery(
  { eventId, eventType }: { eventId: string; eventType: string },
  body: Uint8Array | null,
): Promise<string[]> {
  if (!canContainOneTimeCode(eventType)) return [];
  const codesByEvent = await readCodesOfEvents([{ id: eventId, type: eventType }]);
  const bodyCodes = body ? listCodeFields(Buffer.from(body).toString()) : [];
  return [...new Set([...(codesByEvent.get(eventId) ?? []), ...bodyCodes])];
}
