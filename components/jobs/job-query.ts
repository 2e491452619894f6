import {
  type ListQuery,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type JobPageQuery, jobPageQuerySchema } from "@/lib/jobs/schema";

const filterNames = ["state", "webhookId"] as const satisfies (keyof JobPageQuery)[];
const parameterNames = [...filterNames, "cursor"] as const;

/** The part of a job list's state that is in its URL. */
export type JobQuery = ListQuery<(typeof parameterNames)[number]>;

export function readJobQuery(params: SearchParams): JobQuery {
  return readListQuery(parameterNames, params);
}

export function jobQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedJobQuery = { ok: true; page: JobPageQuery } | { ok: false; errors: JobQuery };

export function parseJobQuery(query: JobQuery): ParsedJobQuery {
  const result = jobPageQuerySchema.safeParse(query);
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues, messageByFilter) };
}

const messageByFilter: JobQuery = { state: "The state is invalid. Select one from the list." };

export function hasJobFilters(query: JobQuery): boolean {
  return filterNames.some((name) => query[name] !== undefined);
}
