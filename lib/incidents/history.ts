import { pool } from "../db";
import type { Scope } from "../scope/scope";
import { findIncident } from "./queries";
import type { IncidentEntry, IncidentView } from "./schema";

// A partner ($2) sees neither the notes and assignments of the lender's users nor who of the lender did something.
const entriesSql = `
  SELECT id::text, at, kind,
         CASE WHEN $2::uuid IS NULL OR actor_kind = 'system' OR partner_id = $2 THEN actor_name ELSE 'The lender' END AS actor,
         CASE WHEN $2::uuid IS NULL OR partner_id = $2 THEN details->>'text' END AS text,
         details->>'reason' AS reason
  FROM incident_entries
  WHERE incident_id = $1 AND ($2::uuid IS NULL OR partner_id = $2 OR kind NOT IN ('note', 'assigned'))
  ORDER BY id`;

interface EntryRow extends Omit<IncidentEntry, "at"> {
  at: Date;
  reason: string | null;
}

/** Finds an incident with what happened to it, oldest first; null if there is none that this scope can see. */
export async function findIncidentWithHistory(
  scope: Scope,
  typedId: string,
): Promise<(IncidentView & { history: IncidentEntry[] }) | null> {
  const incident = await findIncident(scope, typedId);
  if (!incident) return null;
  const { rows } = await pool().query<EntryRow>(entriesSql, [incident.id, scope.partnerId]);
  const history = rows.map(({ at, reason, text, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    text: text ?? (reason === "deleted" ? "The webhook was deleted." : null),
  }));
  return { ...incident, history };
}
