import { demand, type Scope } from "../../access/scope";
import { pool } from "../../db";
import { carriesOneTimeCode, maskOneTimeCodes } from "../../deliveries/one-time-codes";
import type { Changes } from "../../dialects/dialect";
import { isId } from "../../ids";
import { digestOf } from "../prepare-event";

/** The data of an event, for a page. */
export interface EventData {
  /** As JSON, with one-time codes masked. */
  text: string;
  /** The old and new values of the fields that changed, in the same way; null when none were named. */
  changes: string | null;
  masked: boolean;
}

interface Row {
  type: string;
  entityId: string;
  partnerId: string | null;
  occurredAt: Date;
  version: number;
  digest: Buffer;
  changes: Changes | null;
  text: string;
}

/**
 * What an event said besides its type and entity. Null when there is no such event for this scope, or its data is no
 * longer kept.
 */
export async function eventData(scope: Scope, eventId: string): Promise<EventData | null> {
  demand(scope, "deliveries:read");
  if (!isId(eventId)) return null;
  const { rows } = await pool().query<Row>(
    `SELECT type, entity_id AS "entityId", partner_id AS "partnerId", occurred_at AS "occurredAt", digest, changes, version,
            data::text AS text
     FROM events WHERE id = $1 AND ($2::uuid IS NULL OR partner_id = $2)`,
    [eventId, scope.partnerId],
  );
  const [row] = rows;
  if (!row || isRemoved(row)) return null;
  const changes = row.changes && JSON.stringify(row.changes);
  if (!carriesOneTimeCode(row.type)) return { text: row.text, changes, masked: false };
  const data = maskOneTimeCodes(row.text);
  const changed = changes === null ? null : maskOneTimeCodes(changes);
  const codes = [...data.codes, ...(changed?.codes ?? [])];
  return { text: data.text, changes: changed?.text ?? null, masked: codes.length > 0 };
}

/** Retention leaves an empty object; the digest of what was sent tells it from one that came empty. */
function isRemoved({ text, occurredAt, version, digest, ...said }: Row): boolean {
  if (text !== "{}") return false;
  const given = [{}, { occurredAt }, { version }, { occurredAt, version }];
  return !given.some((one) => digestOf({ ...said, ...one, dataJson: text }).equals(digest));
}
