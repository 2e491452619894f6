import { pool } from "../db";
import { lenderOnlyEventTypes } from "../own-events/names";
import { can, type Scope } from "../scope/scope";
import { findWebhooks } from "./find-webhooks";
import type { Match } from "./schema";

/** Finds webhooks by their ID or a part of their name; see findWebhooks. */
export async function findWebhookMatches(scope: Scope, text: string, limit: number): Promise<Match[]> {
  const found = await findWebhooks(scope, text, limit);
  const folded = text.toLowerCase();
  return found.map(({ id, name }) => ({
    ...{ kind: "webhook", webhookId: id, name },
    whole: id === folded || name.toLowerCase() === folded,
  }));
}

/** Finds event types by a part of their title or name, whole titles and names first. Without event-types:read, none. */
export async function findEventTypes(scope: Scope, text: string, limit: number): Promise<Match[]> {
  if (!can(scope, "event-types:read")) return [];
  const { rows } = await pool().query<Match>(
    `SELECT 'eventType' AS kind, name, title, lower($1) IN (lower(title), lower(name)) AS whole FROM event_types
     WHERE (strpos(lower(title), lower($1)) > 0 OR strpos(lower(name), lower($1)) > 0) AND name <> ALL($2)
     ORDER BY lower($1) NOT IN (lower(title), lower(name)), title, name LIMIT ${limit}`,
    [text, scope.partnerId === null ? [] : lenderOnlyEventTypes],
  );
  return rows;
}

/** Finds partners by their ID or a part of their name. Without partners:write, which their pages need, none. */
export async function findPartners(scope: Scope, text: string, limit: number): Promise<Match[]> {
  if (!can(scope, "partners:write")) return [];
  const { rows } = await pool().query<Match>(
    `SELECT 'partner' AS kind, id AS "partnerId", name, lower($1) IN (lower(name), id::text) AS whole FROM partners
     WHERE (id::text = lower($1) OR strpos(lower(name), lower($1)) > 0) AND ($2::uuid IS NULL OR id = $2)
     ORDER BY lower($1) NOT IN (lower(name), id::text), name, id LIMIT ${limit}`,
    [text, scope.partnerId],
  );
  return rows;
}
