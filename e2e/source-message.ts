import pg from "pg";
import { newId } from "../lib/ids";
import { maxMessageBytes } from "../lib/sources/schema";
import { call } from "./api";
import type { System } from "./system";

const insertSql = `
  INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body, reason)
  VALUES ($1, $2, $4::source_message_state, true, 'POST', $5, $6, $3, $7)`;

const defaultContent = {
  body: '{"id":"1","eventName":"Unknown","entityId":"O-1"}',
  query: "",
  headers: [["content-type", "application/json"]],
  reason: "There is no event type Unknown.",
};

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
  content: Partial<typeof defaultContent> = {},
): Promise<string> {
  const id = newId();
  const { body, query, headers, reason } = { ...defaultContent, ...content };
  const values = [id, sourceId, Buffer.from(body), state, query, JSON.stringify(headers), reason];
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query(insertSql, values).finally(() => database.end());
  return id;
}

/** Creates a source that verifies only its URL, and returns the token in it. */
export async function createSourceToken(system: System): Promise<string> {
  const source = { name: "A source without a key", system: "loanpro" };
  return readToken((await call(system, "POST", "/api/v1/sources", source)).body.url);
}

const readToken = (url: string) => new URL(url).pathname.slice("/in/".length);

/** Builds requests to the URL of a source that get a documented error, by operation and status. */
export async function buildRejectedMessages(
  system: System,
): Promise<Record<string, { path: string; query?: Record<string, string>; body?: unknown }[]>> {
  const source = { name: "A source with a key", system: "precisionlender", key: "a key for the tests" };
  const path = `/in/${readToken((await call(system, "POST", "/api/v1/sources", source)).body.url)}`;
  const unsigned = [{ path, body: {} }];
  const tooLarge = [{ path, body: "x".repeat(maxMessageBytes + 1) }];
  return {
    "in-receive 401": unsigned,
    "in-receivePut 401": unsigned,
    "in-receive 413": tooLarge,
    "in-receivePut 413": tooLarge,
    "in-ping 405": [{ path, query: { eventName: "PaymentPosted" } }],
  };
}
