import { pool } from "../db";
import { builtinEventTypes } from "./builtin";
import { clearCatalogueCache } from "./catalogue-cache";
import { customSystem } from "./schema";

const syncSql = `
  INSERT INTO event_types AS known (name, title, description, entity_type, "group", system, deprecated, schema, sample)
  SELECT name, title, description, "entityType", "group", system, deprecated, schema, sample
  FROM json_to_recordset($1::json)
    AS t (name text, title text, description text, "entityType" text, "group" text, system text, deprecated boolean,
          schema jsonb, sample json)
  ON CONFLICT (name) DO UPDATE
  SET title = excluded.title, description = excluded.description, entity_type = excluded.entity_type,
      "group" = excluded."group", system = excluded.system, deprecated = excluded.deprecated,
      schema = excluded.schema, sample = excluded.sample
  WHERE known.system <> '${customSystem}'
    AND (known.title, known.description, known.entity_type, known."group", known.system, known.deprecated, known.schema,
         known.sample::text)
      IS DISTINCT FROM (excluded.title, excluded.description, excluded.entity_type, excluded."group", excluded.system,
                        excluded.deprecated, excluded.schema, excluded.sample::text)`;

/**
 * Adds the built-in event types of the four systems and of Hookledger itself to the catalog, and updates existing ones to this
 * version of Hookledger. Runs at every start; custom event types are not changed.
 */
export async function syncBuiltinEventTypes(): Promise<void> {
  await pool().query(syncSql, [JSON.stringify(builtinEventTypes)]);
  clearCatalogueCache();
}
