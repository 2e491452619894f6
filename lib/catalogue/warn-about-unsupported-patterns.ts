import { pool } from "../db";
import { log } from "../log";
import { customSystem } from "./schema";
import { compileSchema } from "./schema-validation";

const schemasWithPatternsSql = `
  SELECT name, version, schema FROM event_types
  WHERE system = '${customSystem}' AND schema::text LIKE '%"pattern%'
  ORDER BY name`;

export interface UnsupportedPattern {
  eventType: string;
  version: number;
  pattern: string;
}

/**
 * Patterns of saved schemas that RE2 does not support, such as lookahead: earlier versions of Hookledger accepted them. Each
 * pattern of a current version is logged at the start, until the event type has a version without it. An event whose data an
 * unsupported pattern applies to is accepted with a warning.
 */
export async function warnAboutUnsupportedPatterns(): Promise<UnsupportedPattern[]> {
  const { rows } = await pool().query<{ name: string; version: number; schema: object }>(
    schemasWithPatternsSql,
  );
  const found = rows.flatMap(({ name, version, schema }) =>
    [...compileSchema(schema).unsupportedPatterns].map((pattern) => ({ eventType: name, version, pattern })),
  );
  for (const each of found) {
    log.warn(
      each,
      "an unsupported pattern in a schema is not applied; add a version of the event type whose schema does not contain that pattern",
    );
  }
  return found;
}
