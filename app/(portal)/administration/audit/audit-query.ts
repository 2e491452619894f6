import {
  type ListQuery,
  listErrors,
  listHref,
  needsNormalizing,
  readListQuery,
  type SearchParams,
} from "@/components/cursor-list/list-query";
import { type AuditPage, auditPageSchema } from "@/lib/audit/schema";

export const auditPath = "/administration/audit";

const filterNames = ["who", "action", "targetType", "targetId", "from", "to"] as const;
const names = [...filterNames, "cursor"] as const;

/** The part of the audit page's state that is in its URL. */
export type AuditQuery = ListQuery<(typeof names)[number]>;

export function readAuditQuery(params: SearchParams): AuditQuery {
  return readListQuery(names, params);
}

export function auditNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(names, params);
}

export type ParsedAuditQuery = { ok: true; page: AuditPage } | { ok: false; errors: AuditQuery };

export function parseAuditQuery(query: AuditQuery): ParsedAuditQuery {
  const result = auditPageSchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: listErrors(result.error.issues) };
}

export function auditHref(query: AuditQuery): string {
  return listHref(auditPath, query);
}

/** The newest page with the same filters. */
export function newestQuery({ cursor: _cursor, ...filter }: AuditQuery): AuditQuery {
  return filter;
}

export function isFilteredAudit(query: AuditQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
