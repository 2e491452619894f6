import { buildIdFloor } from "../ids";
import type { Scope } from "../scope/scope";
import { isInOpenStateSql } from "./open-state";
import { type DeliveryFilter, type DeliveryStateName, deliveryStates } from "./schema";
import type { IdRange } from "./search-back";

/** The rows to read for one group of states: tables, and conditions beside those of the other filters. */
interface Source {
  from: string;
  conditions: string[];
}

/**
 * SQL for the IDs of the deliveries of a range. Each group of states has its own index, so each group is read by its own query up to the
 * limit; a delivery has one state, so none is returned twice.
 */
export function buildIdQuery(
  scope: Scope,
  filter: DeliveryFilter,
  range: IdRange,
  limit: number,
  order: "ASC" | "DESC" = "DESC",
): { sql: string; values: unknown[] } {
  const { responseCode, ...others } = filter;
  const isOnlyByCode = responseCode !== undefined && scope.partnerId === null;
  if (isOnlyByCode && Object.values(others).every((value) => value === undefined))
    return buildCodeQuery(responseCode, range, limit, order);
  const { conditions, bounds, values } = buildConditions(scope, filter, range);
  const end = `ORDER BY d.id ${order} LIMIT ${limit}`;
  const parts = listSources(filter.state, bounds).map(({ from, conditions: own }) => {
    const all = [...conditions, ...own];
    return `SELECT d.id FROM ${from}${all.length > 0 ? ` WHERE ${all.join(" AND ")}` : ""} ${end}`;
  });
  const sql =
    parts.length === 1
      ? parts.join("")
      : `SELECT d.id FROM (${parts.map((part) => `(${part})`).join(" UNION ALL ")}) d ${end}`;
  return { sql, values };
}

/** Attempts have an index by response code, so if there is no other filter, deliveries need not be read. */
function buildCodeQuery(
  responseCode: number,
  { from, before }: IdRange,
  limit: number,
  order: "ASC" | "DESC",
) {
  const sql = `
    SELECT a.delivery_id AS id FROM attempts a
    WHERE a.response_code = $1 AND ($2::uuid IS NULL OR a.delivery_id >= $2) AND ($3::uuid IS NULL OR a.delivery_id < $3)
    GROUP BY a.delivery_id ORDER BY a.delivery_id ${order} LIMIT ${limit}`;
  return { sql, values: [responseCode, from, before] };
}

const openStates = ["pending", "delivering", "held"] as const;

/** @param bounds the bounds of the IDs, such as "< $3::uuid" */
function listSources(given: readonly DeliveryStateName[] | undefined, bounds: readonly string[]): Source[] {
  const deliveries = "deliveries d";
  const states = new Set(given);
  if (states.size === 0 || states.size === deliveryStates.length)
    return [{ from: deliveries, conditions: [] }];
  const open = openStates.filter((state) => states.has(state));
  const isOpen = `(${open.map((state) => `(${isInOpenStateSql[state]})`).join(" OR ")})`;
  return [
    ...(open.length > 0
      ? [
          {
            from: "open_deliveries o JOIN deliveries d ON d.id = o.delivery_id",
            // Postgres does not derive bounds on one side of a join from bounds on the other side.
            conditions: [isOpen, ...bounds.map((bound) => `o.delivery_id ${bound}`)],
          },
        ]
      : []),
    ...(["failed", "discarded"] as const)
      .filter((state) => states.has(state))
      .map((state) => ({ from: deliveries, conditions: [`d.unsuccessful_state = '${state}'`] })),
    ...(states.has("succeeded") ? [{ from: deliveries, conditions: ["d.state = 'succeeded'"] }] : []),
  ];
}

/** The conditions of all filters but the state, and their values. */
function buildConditions(
  scope: Scope,
  filter: DeliveryFilter,
  range: IdRange,
): { conditions: string[]; bounds: string[]; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(condition.replace("?", `$${values.push(value)}`));
  };
  add("d.partner_id = ?::uuid", scope.partnerId ?? undefined);
  add("d.partner_id = ?::uuid", filter.partnerId);
  add("d.entity_type = ?", filter.entityType);
  add("d.entity_id = ?", filter.entityId);
  add("d.webhook_id = ?::uuid", filter.webhookId);
  add("d.event_type = ?", filter.eventType);
  const bounds = [
    { sign: ">=", id: filter.from && buildIdFloor(new Date(filter.from)) },
    { sign: ">=", id: range.from },
    { sign: "<", id: filter.to && buildIdFloor(new Date(filter.to)) },
    { sign: "<", id: range.before },
  ].flatMap(({ sign, id }) => (id ? [`${sign} $${values.push(id)}::uuid`] : []));
  conditions.push(...bounds.map((bound) => `d.id ${bound}`));
  // Postgres does not derive bounds on one side of a join from bounds on the other side.
  const attemptConditions = ["a.delivery_id = d.id", "a.response_code = ?"].concat(
    bounds.map((bound) => `a.delivery_id ${bound}`),
  );
  add(`EXISTS (SELECT 1 FROM attempts a WHERE ${attemptConditions.join(" AND ")})`, filter.responseCode);
  return { conditions, bounds, values };
}
