import {
  type ListQuery,
  listHref,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type AuditPageQuery, auditPageQuerySchema } from "@/lib/audit/schema";

export const auditPath = "/administration/audit";

const filterNames = ["who", "action", "targetType", "targetId", "from", "to"] as const;
const parameterNames = [...filterNames, "cursor"] as const;

/** The part of the audit page's state that is in its URL. */
export type AuditQuery = ListQuery<(typeof parameterNames)[number]>;

export function readAuditQuery(params: SearchParams): AuditQuery {
  return readListQuery(parameterNames, params);
}

export function auditQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedAuditQuery = { ok: true; page: AuditPageQuery } | { ok: false; errors: AuditQuery };

export function parseAuditQuery(query: AuditQuery): ParsedAuditQuery {
  const result = auditPageQuerySchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues) };
}

export function buildAuditHref(query: AuditQuery): string {
  return listHref(auditPath, query);
}

/** The filters without the cursor: the query of the newest page. */
export function newestAuditPageQuery({ cursor: _cursor, ...filter }: AuditQuery): AuditQuery {
  return filter;
}

export function hasAuditFilters(query: AuditQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
