import { limitEvent } from "../../customer-data/limit-event";
import { recordReveal } from "../../customer-data/record-reveal";
import { pool } from "../../db";
import {
  canContainOneTimeCode,
  listOneTimeCodes,
  maskOneTimeCodesInData,
} from "../../deliveries/one-time-codes";
import type { Changes } from "../../dialects/dialect";
import { eventDataJoinSql, eventDataSql } from "../../dialects/stored-event";
import { parseId } from "../../ids";
import { parseJson } from "../../json/parse-json";
import { writeJson } from "../../json/write-json";
import { can, requirePermission, type Scope } from "../../scope/scope";
import { isDataRemoved } from "../is-data-removed";

/** The data of an event, for display. */
export interface EventData {
  /** As JSON, with one-time codes masked. */
  text: string;
  /** Old and new values of changed fields, as JSON with one-time codes masked; null if the event has none. */
  changes: string | null;
  /** Whether a one-time code is masked. */
  masked: boolean;
  /** Whether personal data is masked, because the scope sees no customer data. */
  limited: boolean;
}

interface Row {
  id: string;
  type: string;
  entityId: string;
  partnerId: string | null;
  occurredAt: Date;
  version: number;
  digest: Buffer;
  changes: string | null;
  data: string | null;
}

/**
 * Finds the data of an event, as far as the scope can see it. Null if this scope can see no such event, or if retention has removed the data.
 * That a user saw customer data is recorded.
 */
export async function findEventData(scope: Scope, typedId: string): Promise<EventData | null> {
  requirePermission(scope, "deliveries:read");
  const eventId = parseId(typedId);
  if (eventId === null) return null;
  const { rows } = await pool().query<Row>(
    `SELECT e.id, e.type, e.entity_id AS "entityId", e.partner_id AS "partnerId", e.occurred_at AS "occurredAt", e.digest, e.version,
            ${eventDataSql.data} AS data, ${eventDataSql.changes} AS changes
     FROM events e ${eventDataJoinSql}
     WHERE e.id = $1 AND ($2::uuid IS NULL OR e.partner_id = $2)`,
    [eventId, scope.partnerId],
  );
  const [row] = rows;
  if (!row || row.data === null || isDataRemoved(row)) return null;
  const codes = canContainOneTimeCode(row.type) ? listOneTimeCodes(row.data, row.changes) : [];
  const limited = await limitData(scope, row, row.data);
  if (codes.length === 0) return { ...limited, masked: false };
  const maskJson = (json: string) => writeJson(maskOneTimeCodesInData(parseJson(json), codes));
  const { text, changes } = limited;
  return { ...limited, text: maskJson(text), changes: changes && maskJson(changes), masked: true };
}

/** Limits the data and the changes to what the scope can see. For a scope that sees customer data, both stay as they were stored. */
async function limitData(scope: Scope, row: Row, text: string): Promise<Omit<EventData, "masked">> {
  const { id, type, version, changes, partnerId } = row;
  const changed = changes === null ? null : (parseJson(changes) as Changes);
  const event = { type, version, data: parseJson(text), changes: changed };
  if (can(scope, "customer-data:read")) {
    await recordReveal(scope, { action: "event.data-viewed", targetId: id, partnerId }, async () => [event]);
    return { text, changes, limited: false };
  }
  const shown = await limitEvent(scope, event);
  return { text: writeJson(shown.data), changes: shown.changes && writeJson(shown.changes), limited: true };
}
