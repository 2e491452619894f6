import { pool } from "../../db";
import {
  canContainOneTimeCode,
  listOneTimeCodes,
  maskOneTimeCodesInData,
} from "../../deliveries/one-time-codes";
import { eventDataJoinSql, eventDataSql } from "../../dialects/stored-event";
import { parseId } from "../../ids";
import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";
import { requirePermission, type Scope } from "../../scope/scope";
import { isDataRemoved } from "../is-data-removed";

/** The data of an event, for display. */
export interface EventData {
  /** As JSON, with one-time codes masked. */
  text: string;
  /** Old and new values of changed fields, as JSON with one-time codes masked; null if the event has none. */
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
  changes: string | null;
  data: string | null;
}

/** Finds the data of an event. Null if this scope can see no such event, or if retention has removed the data. */
export async function findEventData(scope: Scope, typedId: string): Promise<EventData | null> {
  requirePermission(scope, "deliveries:read");
  const eventId = parseId(typedId);
  if (eventId === null) return null;
  const { rows } = await pool().query<Row>(
    `SELECT e.type, e.entity_id AS "entityId", e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", e.digest, e.version,
            ${eventDataSql.data} AS data, ${eventDataSql.changes} AS changes
     FROM events e ${eventDataJoinSql}
     WHERE e.id = $1 AND ($2::uuid IS NULL OR e.partner_id = $2)`,
    [eventId, scope.partnerId],
  );
  const [row] = rows;
  if (!row || row.data === null || isDataRemoved(row)) return null;
  const { data: text, changes } = row;
  const codes = canContainOneTimeCode(row.type) ? listOneTimeCodes(text, changes) : [];
  if (codes.length === 0) return { text, changes, masked: false };
  const maskJson = (json: string) => writeJson(maskOneTimeCodesInData(parseJson(json), codes));
  return { text: maskJson(text), changes: changes === null ? null : maskJson(changes), masked: true };
}
