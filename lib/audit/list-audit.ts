import { pool } from "../db";
import { buildIdFloor, parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import type { AuditEntryView, AuditFilter, AuditPageQuery } from "./schema";

/** The target's ID as a UUID, if the target has this type. IDs are stored as text, so only text that looks like a UUID is cast. */
const buildTargetIdSql = (
  type: string,
) => `CASE WHEN a.target_type = '${type}' AND a.target_id ~ '^[0-9a-f-]{36}$'
  THEN a.target_id::uuid END`;
const joinsSql = `
  LEFT JOIN users u ON u.id = ${buildTargetIdSql("user")}
  LEFT JOIN webhooks w ON w.id = ${buildTargetIdSql("webhook")}
  LEFT JOIN sources s ON s.id = ${buildTargetIdSql("source")}
  LEFT JOIN api_keys k ON k.id = ${buildTargetIdSql("apiKey")}
  LEFT JOIN partners t ON t.id = ${buildTargetIdSql("partner")}
  LEFT JOIN deliveries d ON d.id = ${buildTargetIdSql("delivery")}
  LEFT JOIN events v ON v.id = ${buildTargetIdSql("event")}
  LEFT JOIN incidents i ON i.id = ${buildTargetIdSql("incident")}
  LEFT JOIN event_types e ON a.target_type = 'eventType' AND e.name = a.target_id
  LEFT JOIN roles r ON a.target_type = 'role' AND r.id = a.target_id
  LEFT JOIN partners p ON p.id = a.partner_id`;

/**
 * Lists a page of the audit trail, newest first. The lender sees all entries; a partner sees only the entries about that partner.
 * Requires users:write. The ID of an entry is a UUIDv7: it gives the order, the cursor and the bounds of the time filter.
 */
export async function listAudit(
  scope: Scope,
  { cursor, limit, ...filter }: AuditPageQuery,
): Promise<{ items: AuditEntryView[]; nextCursor: string | null }> {
  requirePermission(scope, "users:write");
  const { conditions, values } = buildConditions(scope, filter);
  if (cursor) conditions.push(`id < $${values.push(cursor)}::uuid`);
  const { rows } = await pool().query<AuditEntryView & { at: Date }>(
    `SELECT a.id, a.at, a.actor_kind AS "actorKind", a.actor_id AS "actorId", a.actor_name AS "actorName",
            p.name AS "partnerName", a.action, a.target_type AS "targetType", a.target_id AS "targetId",
            coalesce(u.email, w.name, s.name, k.name, t.name, r.name) AS "targetName", a.details,
            coalesce(u.email, w.name, CASE WHEN s.deleted_at IS NULL THEN s.name END, k.name, t.name, r.name, d.id::text, v.id::text, i.id::text, e.name)
              IS NOT NULL AS "targetExists"
     FROM (SELECT * FROM audit_entries ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}
           ORDER BY id DESC LIMIT ${limit + 1}) a ${joinsSql}
     ORDER BY a.id DESC`,
    values,
  );
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: (row.at as Date).toISOString() }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function buildConditions(scope: Scope, filter: AuditFilter): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    // Postgres text cannot contain U+0000.
    const wanted = typeof value === "string" ? value.replaceAll("\u0000", "") : value;
    if (wanted !== undefined) conditions.push(condition.replace("?", `$${values.push(wanted)}`));
  };
  add("partner_id = ?::uuid", scope.partnerId ?? undefined);
  add("strpos(lower(actor_name), lower(?)) > 0", filter.who);
  add("action = ?", filter.action);
  add("target_type = ?", filter.targetType);
  add("target_id = ?", filter.targetId && (parseId(filter.targetId) ?? filter.targetId));
  add("id >= ?::uuid", filter.from && buildIdFloor(new Date(filter.from)));
  add("id < ?::uuid", filter.to && buildIdFloor(new Date(filter.to)));
  return { conditions, values };
}
