import { fromInputTime, isInputTime } from "@/components/cursor-list/input-time";
import { type AuditPage, auditPageSchema } from "@/lib/audit/schema";

export const auditPath = "/administration/audit";

const filterNames = ["who", "action", "targetType", "targetId", "from", "to"] as const;
const names = [...filterNames, "cursor"] as const;

/** What of the audit page lives in its address: text as written there, none of it empty. */
export type AuditQuery = Partial<Record<(typeof names)[number], string>>;

/** The values of an address as Next gives them to a page. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The parameters that the page knows, once each. Times without a zone, as a form without JavaScript sends them, are UTC. */
export function readAuditQuery(params: SearchParams): AuditQuery {
  const query: AuditQuery = {};
  for (const name of names) {
    const value = [params[name]].flat()[0]?.trim();
    if (!value) continue;
    query[name] =
      (name === "from" || name === "to") && isInputTime(value) ? fromInputTime(value, "UTC", name) : value;
  }
  return query;
}

export type ParsedAuditQuery = { ok: true; page: AuditPage } | { ok: false; problems: AuditQuery };

/** Checks a query; what is wrong comes as a sentence by name. */
export function parseAuditQuery(query: AuditQuery): ParsedAuditQuery {
  const result = auditPageSchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  const problems: AuditQuery = {};
  for (const { path, message } of result.error.issues) problems[path[0] as keyof AuditQuery] ??= message;
  return { ok: false, problems };
}

/** The address of the page, or of `path` below it, with this query. */
export function auditHref(query: AuditQuery, path = auditPath): string {
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

/** The filters alone: where the newest entries that fit are. */
export function newestQuery({ cursor: _cursor, ...filter }: AuditQuery): AuditQuery {
  return filter;
}

export function isNarrowed(query: AuditQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}

/** Whether the address is as a submitted form makes it, with empty fields or times without a zone. */
export function isUntidyAudit(params: SearchParams): boolean {
  return names.some((name) => {
    const value = [params[name]].flat()[0];
    return value === "" || (value !== undefined && isInputTime(value));
  });
}
