import { currentTime } from "../clock";
import { pool } from "../db";
import { log } from "../log";
import { apiKeyScopes } from "../scope/permissions";
import { makeScope, type Scope } from "../scope/scope";
import { hashApiKey, parseApiKey } from "./api-key-token";

/** A revoked key stops within this time in the other processes (at once in the one that revoked it). */
const keptMs = 5_000;
const mostKept = 1_000;
const noteEveryMs = 60_000;

interface Row {
  id: string;
  name: string;
  scopes: string[];
  partner_id: string | null;
  expires_at: Date | null;
  last_used_at: Date | null;
}

interface Known {
  id: string;
  scope: Scope;
  expiresAt: number;
  usedAt: number;
}

interface Kept {
  /** When the query began, so that `keptMs` bounds how old the answer can be. */
  askedAt: number;
  key: Promise<Known | null>;
}

/** On globalThis, like the pool: what Next bundles and the small server before it must forget a key together. */
const shared = globalThis as { hookledgerApiKeys?: Map<string, Kept> };

function cache(): Map<string, Kept> {
  shared.hookledgerApiKeys ??= new Map();
  return shared.hookledgerApiKeys;
}

/**
 * The scope of the API key in an `Authorization: Bearer hl_...` header, or null when there is none, it is unknown,
 * revoked or expired. A burst asks the database once in 5 s. Throws when the database cannot be asked.
 */
export async function authenticateApiKey(
  authorization: string | null,
  now = currentTime(),
): Promise<Scope | null> {
  const token = parseApiKey(authorization);
  if (!token) return null;
  const hash = hashApiKey(token);
  const key = await lookUp(hash, now.getTime());
  if (!key || key.expiresAt <= now.getTime()) return null;
  noteUse(key, now);
  return key.scope;
}

/** Forgets a key that was revoked; to be called after the commit, or a request in between would remember it. */
export function forgetApiKey(hash: Uint8Array): void {
  cache().delete(nameOf(hash));
}

function nameOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString("base64");
}

/** Keeps the promise and not its result, so that a burst on a cold cache shares one query. */
async function lookUp(hash: Uint8Array, now: number): Promise<Known | null> {
  const name = nameOf(hash);
  const kept = cache().get(name);
  if (kept && Math.abs(now - kept.askedAt) < keptMs) return kept.key;
  const fresh: Kept = { askedAt: now, key: load(hash) };
  const forget = () => cache().get(name) === fresh && cache().delete(name);
  cache().set(name, fresh);
  if (cache().size > mostKept) cache().delete(cache().keys().next().value ?? "");
  try {
    const key = await fresh.key;
    // An unknown key is not remembered: it may be made in this very moment, and guesses must not fill the memory.
    if (!key) forget();
    return key;
  } catch (error) {
    forget();
    throw error;
  }
}

async function load(hash: Uint8Array): Promise<Known | null> {
  const { rows } = await pool().query<Row>({
    name: "api-key-by-hash",
    text: `SELECT id, name, scopes, partner_id, expires_at, last_used_at FROM api_keys
           WHERE hash = $1 AND revoked_at IS NULL`,
    values: [hash],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    scope: makeScope({
      actor: { kind: "apiKey", id: row.id, name: `API key ${row.name}` },
      partnerId: row.partner_id,
      permissions: apiKeyScopes.filter((name) => row.scopes.includes(name)),
    }),
    expiresAt: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
    usedAt: row.last_used_at?.getTime() ?? 0,
  };
}

/** Notes the use at most once a minute, beside the request: it neither waits for this nor fails with it. */
function noteUse(key: Known, now: Date): void {
  if (now.getTime() - key.usedAt < noteEveryMs) return;
  key.usedAt = now.getTime();
  pool()
    .query("UPDATE api_keys SET last_used_at = $2 WHERE id = $1", [key.id, now])
    .catch((error: Error) =>
      log.warn({ apiKey: key.id, error: error.message }, "use of an API key not noted"),
    );
}
