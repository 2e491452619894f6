import { currentTime } from "../clock";
import { pool } from "../db";
import { log } from "../log";
import { apiKeyScopes } from "../scope/permissions";
import { makeScope, type Scope } from "../scope/scope";
import { hashApiKey, parseApiKey } from "./api-key-token";

/** How long a key is cached, in ms. The process that revokes a key rejects it at once; other processes reject it within this time. */
const maxCacheAgeMs = 5_000;
const maxCachedKeys = 1_000;
const recordUseEveryMs = 60_000;

interface ApiKeyRow {
  id: string;
  name: string;
  scopes: string[];
  partner_id: string | null;
  expires_at: Date | null;
  last_used_at: Date | null;
}

interface ApiKey {
  id: string;
  scope: Scope;
  expiresAt: number;
  usedAt: number;
}

interface CachedApiKey {
  /** When the query began, so that `maxCacheAgeMs` bounds the age of the result. */
  queriedAt: number;
  key: Promise<ApiKey | null>;
}

/** Kept on globalThis, like the pool, because Next's bundle and the server in front of it must share one cache. */
const shared = globalThis as { hookledgerApiKeys?: Map<string, CachedApiKey> };

function cache(): Map<string, CachedApiKey> {
  shared.hookledgerApiKeys ??= new Map();
  return shared.hookledgerApiKeys;
}

/**
 * Returns the scope of the API key in an `Authorization: Bearer hl_...` header, or null when there is no key, or it is unknown,
 * revoked or expired. A burst of requests with the same key queries the database once in 5 s. Throws when the database cannot be reached.
 */
export async function authenticateApiKey(
  authorization: string | null,
  now = currentTime(),
): Promise<Scope | null> {
  const token = parseApiKey(authorization);
  if (!token) return null;
  const hash = hashApiKey(token);
  const key = await lookUpApiKey(hash, now.getTime());
  if (!key || key.expiresAt <= now.getTime()) return null;
  recordUse(key, now);
  return key.scope;
}

/** Drops a revoked key from the cache. Call it after the commit; otherwise, a request could cache the key again before the commit. */
export function forgetApiKey(hash: Uint8Array): void {
  cache().delete(toCacheKey(hash));
}

function toCacheKey(hash: Uint8Array): string {
  return Buffer.from(hash).toString("base64");
}

/** Looks up a key in the cache, or else in the database. Caches the promise, not its result, so that a burst shares one query. */
async function lookUpApiKey(hash: Uint8Array, now: number): Promise<ApiKey | null> {
  const cacheKey = toCacheKey(hash);
  const cached = cache().get(cacheKey);
  if (cached && Math.abs(now - cached.queriedAt) < maxCacheAgeMs) return cached.key;
  const newEntry: CachedApiKey = { queriedAt: now, key: loadApiKey(hash) };
  const forget = () => cache().get(cacheKey) === newEntry && cache().delete(cacheKey);
  cache().set(cacheKey, newEntry);
  if (cache().size > maxCachedKeys) cache().delete(cache().keys().next().value ?? "");
  try {
    const key = await newEntry.key;
    // An unknown key is not cached: it may be created a moment later, and guesses must not fill the cache.
    if (!key) forget();
    return key;
  } catch (error) {
    forget();
    throw error;
  }
}

async function loadApiKey(hash: Uint8Array): Promise<ApiKey | null> {
  const { rows } = await pool().query<ApiKeyRow>({
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

/** Records the use at most once a minute, without delaying or failing the request. */
function recordUse(key: ApiKey, now: Date): void {
  if (now.getTime() - key.usedAt < recordUseEveryMs) return;
  key.usedAt = now.getTime();
  pool()
    .query("UPDATE api_keys SET last_used_at = $2 WHERE id = $1", [key.id, now])
    .catch((error: Error) =>
      log.warn({ apiKey: key.id, error: error.message }, "could not record the use of an API key"),
    );
}
