import { pool } from "../db";
import { readIdTime } from "../ids";
import { dayBeforeSql } from "../partitions/of-event-sql";
import { requirePermission, type Scope } from "../scope/scope";
import { countStates } from "./count-states";
import { type EntityPageQuery, type EntityView, isPossibleEntity } from "./schema";
import { lenderTenantId, toTenantId } from "./tenant-id";

/** In a list, only so many of each entity's newest deliveries are counted. */
const maxCounted = 200;
const maxSpellings = 20;

const isBackfillingSql = "EXISTS (SELECT FROM entity_walks WHERE name = 'backfill')";

// No delivery of an entity is older than a day before its oldest event, which is known once the whole ledger has been read; until then, the
// bound is the nil UUID, which is also that of the lender. The parameter $1 is the tenant, $2 its partner.
const viewSql = (entitiesSql: string) => `
  SELECT e.entity_id AS "entityId", e.last_id AS "lastId", coalesce(t.title, e.last_type) AS "lastEventTitle",
    ARRAY(SELECT d.state::text FROM deliveries d
          WHERE d.entity_type = e.entity_type AND d.entity_id = e.entity_id AND ($2::uuid IS NULL OR d.partner_id = $2)
            AND d.id >= CASE WHEN (SELECT ${isBackfillingSql}) THEN '${lenderTenantId}'::uuid ELSE ${dayBeforeSql("e.first_id")} END
          ORDER BY d.id DESC LIMIT ${maxCounted + 1}) AS states
  FROM (${entitiesSql}) e LEFT JOIN event_types t ON t.name = e.last_type
  ORDER BY e.last_id DESC`;

interface EntityRow {
  entityId: string;
  lastId: string;
  lastEventTitle: string;
  states: Parameters<typeof countStates>[0];
}

async function readViews(scope: Scope, entitiesSql: string, values: unknown[]): Promise<EntityRow[]> {
  requirePermission(scope, "deliveries:read");
  const tenant = [toTenantId(scope), scope.partnerId];
  return (await pool().query<EntityRow>(viewSql(entitiesSql), [...tenant, ...values])).rows;
}

function toView({ entityId, lastId, lastEventTitle, states }: EntityRow): EntityView {
  const lastEventAt = new Date(readIdTime(lastId)).toISOString();
  return { entityId, lastEventAt, lastEventTitle, ...countStates(states, maxCounted) };
}

/** Returns a page of the entities of a type that the scope can see, those with the newest events first. */
export async function listEntities(
  scope: Scope,
  { entityType, cursor, limit }: EntityPageQuery,
): Promise<{ items: EntityView[]; nextCursor: string | null }> {
  const rows = await readViews(
    scope,
    `SELECT * FROM entities WHERE tenant_id = $1 AND entity_type = $3 AND ($4::uuid IS NULL OR last_id < $4)
     ORDER BY last_id DESC LIMIT ${limit + 1}`,
    [entityType, cursor ?? null],
  );
  const items = rows.slice(0, limit).map(toView);
  return { items, nextCursor: rows.length > limit ? (rows[limit - 1]?.lastId ?? null) : null };
}

/**
 * Finds the entities of a type whose ID differs from this text only in case and outer spaces, those with the newest events first; at most
 * 20. They come from the table of entities, so an entity that was named for the first time a few seconds ago may be missing.
 */
export async function findOtherSpellings(
  scope: Scope,
  entity: { entityType: string; entityId: string },
): Promise<EntityView[]> {
  if (!isPossibleEntity(entity)) return [];
  const rows = await readViews(
    scope,
    `SELECT * FROM entities WHERE tenant_id = $1 AND entity_type = $3 AND folded_id = lower($4) AND entity_id <> $4
     ORDER BY last_id DESC LIMIT ${maxSpellings}`,
    [entity.entityType, entity.entityId.trim()],
  );
  return rows.map(toView);
}

/** Whether the events from before the table of entities existed are still being read, so that entities may be missing in lists. */
export async function isReadingOlderEvents(): Promise<boolean> {
  return (await pool().query(`SELECT ${isBackfillingSql} AS found`)).rows[0].found;
}
