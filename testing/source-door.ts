import { createHmac } from "node:crypto";
import { pool } from "@/lib/db";
import { runMapping } from "@/lib/sources/mapping/run-mapping";
import { receiveMessage } from "@/lib/sources/receive/receive-message";
import type { MessageState } from "@/lib/sources/schema";
import { makeSource, origin, sourceKey } from "./sources";

/** Makes a source like makeSource. Returns its ID and the token in its URL. */
export async function openDoor(
  settings: Record<string, unknown> = {},
): Promise<{ id: string; token: string }> {
  const { id, url } = await makeSource(settings);
  return { id, token: readToken(url) };
}

export const readToken = (url: string | null) => url?.split("/in/")[1]?.replace(/\/$/, "") ?? "";

/** The headers of a message that PrecisionLender signs. */
export const signBody = (body: Uint8Array | string, key = sourceKey): [string, string][] => [
  ["Content-Type", "application/json"],
  ["X-PL-Signature", createHmac("sha256", key).update(body).digest("base64")],
];

let count = 0;

/** A message of PrecisionLender about an opportunity, as text. */
export function makeBody(fields: Record<string, unknown> = {}): string {
  count += 1;
  const id = `15fc9ab9-25b6-48f6-9012-${String(count).padStart(12, "0")}`;
  return JSON.stringify({
    id,
    eventName: "OpportunityUpdated",
    entity: "Opportunity",
    entityId: "o-1",
    ...fields,
  });
}

/** Sends a message to a source, signed unless headers are given. */
export function receive(token: string, body: string, headers = signBody(body)) {
  const url = `${origin}/in/${token}`;
  return receiveMessage(token, {
    method: "POST",
    url,
    headers,
    body: Buffer.from(body),
    address: "192.0.2.7",
  });
}

/** Makes events from all messages of a source that wait. */
export async function mapAll(sourceId: string): Promise<void> {
  while (await runMapping(sourceId));
}

/** The messages of a source, oldest first. */
export async function listStored(sourceId: string) {
  const { rows } = await pool().query<{
    id: string;
    state: MessageState;
    verified: boolean;
    query: string;
    headers: [string, string][];
    body: Buffer;
    reason: string | null;
    eventId: string | null;
  }>(
    `SELECT id, state, verified, query, headers, body, reason, event_id AS "eventId" FROM source_messages
     WHERE source_id = $1 ORDER BY id`,
    [sourceId],
  );
  return rows;
}
