import { pool } from "../../db";
import { buildIdFloor } from "../../ids";
import { ofEventSql } from "../../partitions/of-event-sql";
import { requirePermission, type Scope } from "../../scope/scope";
import { limitSummary } from "./queries";
import { readSummaries } from "./read-summaries";
import type { EventPageQuery, EventSummary } from "./schema";

/** The most events that are scanned for one page of events without a delivery, which may be rare. */
const maxScannedEvents = 20_000;

/**
 * Returns a page of events, newest first. An event's ID is a UUIDv7, so it serves as sort key, cursor and time bound. For a partner, the page
 * contains only its own events and counts only its own deliveries. With `matched: "none"`, a page may be short or empty and still have a
 * cursor: the next page continues where the scan stopped.
 */
export async function listEvents(
  scope: Scope,
  { cursor, limit, ...filter }: EventPageQuery,
): Promise<{ items: EventSummary[]; nextCursor: string | null }> {
  requirePermission(scope, "deliveries:read");
  const { conditions, values } = buildConditions(scope, filter);
  if (cursor) conditions.push(`e.id < $${values.push(cursor)}::uuid`);
  const rangeSql = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  const filteredSql = `SELECT e.* FROM events e ${rangeSql} ORDER BY e.id DESC`;
  if (filter.matched === undefined) {
    const rows = await readSummaries(`${filteredSql} LIMIT ${limit + 1}`, values, scope.partnerId);
    return toPage(scope, rows.slice(0, limit), rows.length > limit);
  }
  // A scalar subquery stays one index probe per event; NOT EXISTS would become a join of both tables.
  const partner = `$${values.length + 1}::uuid`;
  const unmatchedSql = `
    SELECT e.* FROM (${filteredSql} LIMIT ${maxScannedEvents}) e
    WHERE (SELECT d.id FROM deliveries d
           WHERE ${ofEventSql("e.id")} AND (${partner} IS NULL OR d.partner_id = ${partner}) LIMIT 1) IS NULL
    ORDER BY e.id DESC LIMIT ${limit + 1}`;
  const rows = await readSummaries(unmatchedSql, [...values, scope.partnerId], scope.partnerId);
  if (rows.length > limit) return toPage(scope, rows.slice(0, limit), true);
  const { rows: last } = await pool().query<{ id: string }>(
    `SELECT e.id FROM events e ${rangeSql} ORDER BY e.id DESC OFFSET ${maxScannedEvents - 1} LIMIT 1`,
    values,
  );
  return { ...toPage(scope, rows, false), nextCursor: last[0]?.id ?? null };
}

function toPage(scope: Scope, rows: Awaited<ReturnType<typeof readSummaries>>, hasMore: boolean) {
  const items = rows.map(({ skipped: _skipped, replayed: _replayed, ...summary }) =>
    limitSummary(scope, summary),
  );
  return { items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null };
}

function buildConditions(scope: Scope, filter: Omit<EventPageQuery, "cursor" | "limit">) {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(condition.replace("?", `$${values.push(value)}`));
  };
  add("e.partner_id = ?::uuid", scope.partnerId ?? undefined);
  add("e.entity_type = ?", filter.entityType);
  add("e.entity_id = ?", filter.entityId);
  add("e.type = ?", filter.eventType);
  add("e.id >= ?::uuid", filter.from && buildIdFloor(new Date(filter.from)));
  add("e.id < ?::uuid", filter.to && buildIdFloor(new Date(filter.to)));
  return { conditions, values };
}
