import {
  type ListQuery,
  listHref,
  needsNormalizing,
  readListQuery,
  type SearchParams,
  toListErrors,
} from "@/components/cursor-list/list-query";
import { type IncidentPageQuery, incidentPageQuerySchema } from "@/lib/incidents/schema";

export const incidentsPath = "/incidents";

const parameterNames = ["state", "webhookId", "cursor"] as const satisfies (keyof IncidentPageQuery)[];

/** The part of an incident list's state that is in its URL. Without a state, the list has the open incidents. */
export type IncidentQuery = ListQuery<(typeof parameterNames)[number]>;

export function readIncidentQuery(params: SearchParams): IncidentQuery {
  return readListQuery(parameterNames, params);
}

export function incidentQueryNeedsNormalizing(params: SearchParams): boolean {
  return needsNormalizing(parameterNames, params);
}

export type ParsedIncidentQuery =
  | { ok: true; page: IncidentPageQuery }
  | { ok: false; errors: IncidentQuery };

export function parseIncidentQuery(query: IncidentQuery): ParsedIncidentQuery {
  const result = incidentPageQuerySchema.safeParse({ state: "open", ...query });
  if (result.success) return { ok: true, page: result.data };
  return { ok: false, errors: toListErrors(result.error.issues, messageByFilter) };
}

const messageByFilter: IncidentQuery = { state: "The state is invalid. It must be open or closed." };

export function incidentListHref(query: IncidentQuery): string {
  return listHref(incidentsPath, query);
}

export function incidentHref(incidentId: string): string {
  return `${incidentsPath}/${incidentId}`;
}
