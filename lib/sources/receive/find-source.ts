import { currentTime } from "../../clock";
import { unseal } from "../../crypto/seal";
import { pool } from "../../db";
import type { Verification } from "../schema";
import { sourceKeyContext } from "../sealed-key";
import { hashSourceToken } from "../source-token";
import { type MessageVerifier, prepareVerification } from "../verification/verify-message";

/** What the door needs to know of a source. */
export interface ReceivingSource {
  id: string;
  /** Compared when a message is stored: if it differs, the source has changed since it was read. */
  revision: number;
  verification: Verification;
  verify: MessageVerifier;
  /** Whether repetitions are recognized by the body. */
  hashesBodies: boolean;
}

interface SourceRow {
  id: string;
  revision: number;
  verification: Verification;
  networks: string[];
  keySealed: Buffer | null;
  previousKeySealed: Buffer | null;
  duplicateSeconds: number;
}

const findSql = `
  SELECT id, revision, verification, networks, key_sealed AS "keySealed",
         CASE WHEN previous_key_until > now() THEN previous_key_sealed END AS "previousKeySealed",
         duplicate_seconds AS "duplicateSeconds"
  FROM sources
  WHERE deleted_at IS NULL
    AND (token_hash = $1 OR (previous_token_hash = $1 AND previous_token_until > now()))`;

/** How long a source is cached, in ms. A change counts at once all the same, because its revision is compared. */
const maxAgeMs = 5_000;
const maxCachedSources = 1_000;

interface CachedSource {
  queriedAt: number;
  source: Promise<ReceivingSource | null>;
}

const cachedSources = new Map<string, CachedSource>();

/**
 * Finds the source that the token of a URL belongs to; null if there is none. Caches the promise, so that a burst shares one query.
 * Throws CannotUnseal if its key cannot be opened.
 */
export async function findSource(token: string): Promise<ReceivingSource | null> {
  const hash = hashSourceToken(token);
  const cacheKey = toCacheKey(hash);
  const now = currentTime().getTime();
  const cached = cachedSources.get(cacheKey);
  if (cached && Math.abs(now - cached.queriedAt) < maxAgeMs) return cached.source;
  const entry: CachedSource = { queriedAt: now, source: loadSource(hash) };
  const forget = () => cachedSources.get(cacheKey) === entry && cachedSources.delete(cacheKey);
  cachedSources.set(cacheKey, entry);
  if (cachedSources.size > maxCachedSources) cachedSources.delete(cachedSources.keys().next().value ?? "");
  try {
    const source = await entry.source;
    // An unknown token is not cached: it may be created a moment later, and guesses must not fill the cache.
    if (!source) forget();
    return source;
  } catch (error) {
    forget();
    throw error;
  }
}

/** Forgets what is cached of a token, so that the next search reads the source from the database. */
export function forgetSource(token: string): void {
  cachedSources.delete(toCacheKey(hashSourceToken(token)));
}

const toCacheKey = (hash: Uint8Array) => Buffer.from(hash).toString("base64");

async function loadSource(hash: Uint8Array): Promise<ReceivingSource | null> {
  const { rows } = await pool().query<SourceRow>({ name: "source-by-token", text: findSql, values: [hash] });
  const [row] = rows;
  if (!row) return null;
  const { id, revision, verification, networks, duplicateSeconds } = row;
  const keys = [row.keySealed, row.previousKeySealed].flatMap((sealed) =>
    sealed ? [unseal(sealed, sourceKeyContext(id))] : [],
  );
  return {
    id,
    revision,
    verification,
    verify: prepareVerification({ verification, networks, keys }),
    hashesBodies: duplicateSeconds > 0,
  };
}
