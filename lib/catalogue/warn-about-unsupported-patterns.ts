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
 * Logs, and returns, each pattern in a current version's schema that RE2 does not support, such as one with a lookahead: earlier
 * versions of Hookledger accepted these patterns. Called at every start, so the warning is repeated until the event type has a
 * version without the pattern. An event is accepted with a warning if an unsupported pattern applies to its data.
 */
export async function warnAboutUnsupportedPatterns(): Promise<UnsupportedPattern[]> {
  const { rows } = await pool().query<{ name: string; version: number; schema: object }>(
    schemasWithPatternsSql,
  );
  const found = rows.flatMap(({ name, version, schema }) =>
    [...compileSchema(schema).unsupportedPatterns].map((pattern) => ({ eventType: name, version, pattern })),
  );
  for (const unsupported of found) {
    log.warn(
      unsupported,
      "an unsupported pattern in a schema is not applied; add a version of the event type whose schema does not contain that pattern",
    );
  }
  return found;
}
