import { pool } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Scope } from "@/lib/scope/scope";
import { createSource } from "@/lib/sources/create-source";
import { createSourceSchema, type MessageState, type SourceView } from "@/lib/sources/schema";
import { scope } from "./ledger";

export const origin = "https://hooks.bank.example";
export const sourceKey = "a key for the tests";

/** Creates a source of PrecisionLender, with its key, unless `settings` say otherwise. */
export async function makeSource(
  settings: Record<string, unknown> = {},
  owner: Scope = scope,
): Promise<SourceView & { url: string }> {
  const input = createSourceSchema.parse({
    name: "Pricing",
    system: "precisionlender",
    key: sourceKey,
    ...settings,
  });
  const created = await createSource(owner, input, origin);
  if (!created.ok) throw new Error(JSON.stringify(created.invalid));
  if (created.source.url === null) throw new Error("A new source has no URL.");
  return { ...created.source, url: created.source.url };
}

interface TestMessage {
  at: Date;
  state: MessageState;
  /** By default, as its state says. */
  verified: boolean;
  truncated: boolean;
  body: string;
  headers: [string, string][];
  reason: string | null;
  taken: object | null;
}

/** Stores a message of a source, as the door does. Returns its ID. */
export async function storeMessage(sourceId: string, given: Partial<TestMessage> = {}): Promise<string> {
  const { state = "waiting", reason = state.startsWith("un") ? "A reason." : null } = given;
  const { verified = state !== "unverified", truncated = false, taken = null } = given;
  const { body = '{"id":"1"}', headers = [["Content-Type", "application/json"]] } = given;
  const id = newId(given.at);
  await pool().query(
    `INSERT INTO source_messages
       (id, source_id, state, verified, method, query, headers, body, truncated, address, reason, taken)
     VALUES ($1, $2, $3, $4, 'POST', 'a=b', $5, $6, $7, '203.0.113.7', $8, $9)`,
    [id, sourceId, state, verified, JSON.stringify(headers), Buffer.from(body), truncated, reason, taken],
  );
  return id;
}

/** Lists the audit entries about a source, the oldest first. */
export async function listSourceAudit(sourceId: string): Promise<{ action: string; details: object }[]> {
  const { rows } = await pool().query(
    "SELECT action, details, partner_id AS \"partnerId\" FROM audit_entries WHERE target_type = 'source' AND target_id = $1 ORDER BY id",
    [sourceId],
  );
  return rows;
}
