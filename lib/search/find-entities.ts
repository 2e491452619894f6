import { pool } from "../db";
import { toTenantId } from "../entities/tenant-id";
import type { Scope } from "../scope/scope";
import type { Match } from "./schema";

/** Finds entities of any type with exactly this ID that have a delivery. Needs one index lookup for each entity type of the catalog. */
export async function findExactEntities(scope: Scope, entityId: string, limit: number): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'entity' AS kind, t.entity_type AS "entityType", $1::text AS "entityId", true AS whole
     FROM (SELECT DISTINCT entity_type FROM event_types) t
     WHERE EXISTS (SELECT 1 FROM deliveries d WHERE d.entity_type = t.entity_type AND d.entity_id = $1
                     AND ($2::uuid IS NULL OR d.partner_id = $2))
     ORDER BY t.entity_type LIMIT ${limit}`,
    [entityId, scope.partnerId],
  );
  return rows;
}

/**
 * Finds entities whose IDs begin with this text, in any case, in the order of their IDs. Folded IDs are compared by their bytes, as in their
 * index; U+10FFFF sorts after every other character. An entity that was named for the first time a few seconds ago may be missing.
 */
export async function findEntitiesByPrefix(scope: Scope, text: string, limit: number): Promise<Match[]> {
  const { rows } = await pool().query<Match>(
    `SELECT 'entity' AS kind, entity_type AS "entityType", entity_id AS "entityId", false AS whole FROM entities
     WHERE tenant_id = $1 AND folded_id >= lower($2) AND folded_id < (lower($2) || chr(1114111))
     ORDER BY folded_id LIMIT ${limit}`,
    [toTenantId(scope), text],
  );
  return rows;
}
