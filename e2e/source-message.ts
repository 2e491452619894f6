import pg from "pg";
import { newId } from "../lib/ids";
import { call } from "./api";
import type { System } from "./system";

const insertSql = `
  INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, reason)
  VALUES ($1, $2, $4::source_message_state, true, 'POST', '', '[["content-type","application/json"]]', $3, 'There is no event type Unknown.')`;

/** Creates a source, with the API key's tenant as its owner, and returns its ID. */
export async function createSource(system: System, name: string, apiKey = system.apiKey): Promise<string> {
  const source = { name, system: "precisionlender", key: "a key for the tests" };
  return (await call(system, "POST", "/api/v1/sources", source, apiKey)).body.id;
}

/** Adds a message to a source, directly in the database, so that nothing maps it. Returns its ID. */
export async function insertMessage(
  { databaseUrl }: { databaseUrl: string },
  sourceId: string,
  state: "unmapped" | "duplicate" = "unmapped",
): Promise<string> {
  const id = newId();
  const body = Buffer.from('{"id":"1","eventName":"Unknown","entityId":"O-1"}');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query(insertSql, [id, sourceId, body, state]).finally(() => database.end());
  return id;
}
