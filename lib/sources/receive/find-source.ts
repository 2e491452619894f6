import { batch } from "../../batch";
import { currentTime } from "../../clock";
import { CannotUnseal } from "../../crypto/seal";
import { pool } from "../../db";
import type { SourceSystemId, Verification } from "../schema";
import { openSourceKey } from "../sealed-key";
import { hashSourceToken, isSourceToken } from "../source-token";
import { getSourceSystem } from "../systems";
import { type MessageVerifier, prepareVerification } from "../verification/verify-message";

/** What the door needs to know of a source. */
export interface ReceivingSource {
  id: string;
  /** Compared when a message is stored: if it differs, the source has changed since it was read. */
  revision: number;
  verify: MessageVerifier;
  /** Its keys, which must not be stored with a message. */
  keys: string[];
  /** The header in which its system sends a key, in lower case, or null: what comes in it may be a future or a former key. */
  keyHeader: string | null;
  /** Whether repetitions are recognized by the body. */
  hashesBodies: boolean;
}

interface SourceRow {
  id: string;
  /** Whether the token is the one from before a rotation. */
  tokenHash: Buffer;
  revision: number;
  system: SourceSystemId;
  verification: Verification;
  networks: string[];
  keySealed: Buffer | null;
  previousKeySealed: Buffer | null;
  duplicateSeconds: number;
}

const columns = `
  id, revision, system, verification, networks, key_sealed AS "keySealed",
  CASE WHEN previous_key_until > now() THEN previous_key_sealed END AS "previousKeySealed", duplicate_seconds AS "duplicateSeconds"`;

const findSql = `
  SELECT token_hash AS "tokenHash", ${columns} FROM sources WHERE deleted_at IS NULL AND token_hash = ANY($1)
  UNION ALL
  SELECT previous_token_hash, ${columns} FROM sources
  WHERE deleted_at IS NULL AND previous_token_hash = ANY($1) AND previous_token_until > now()`;

/** How long a source is cached, in ms. A change counts at once all the same, because its revision is compared. */
const maxAgeMs = 5_000;
const maxCachedSources = 1_000;

const cachedSources = new Map<string, { loadedAt: number; source: ReceivingSource }>();

const toCacheKey = (hash: Uint8Array) => Buffer.from(hash).toString("base64");

/** Loads sources, one query at a time, so that a flood of unknown tokens or wrong signatures takes one connection. */
const loadTogether = batch<Uint8Array, SourceRow | null>(
  async (hashes) => {
    const { rows } = await pool().query<SourceRow>({
      name: "sources-by-token",
      text: findSql,
      values: [hashes],
    });
    const byHash = new Map(rows.map((row) => [toCacheKey(row.tokenHash), row]));
    return hashes.map((hash) => byHash.get(toCacheKey(hash)) ?? null);
  },
  { max: 200, concurrency: 1 },
);

/**
 * Finds the source that the token of a URL belongs to, in the cache or else in the database; null if there is none. Throws CannotUnseal if
 * its messages are verified with a key that cannot be opened.
 */
export async function findSource(token: string): Promise<ReceivingSource | null> {
  if (!isSourceToken(token)) return null;
  const cached = cachedSources.get(toCacheKey(hashSourceToken(token)));
  if (cached && Math.abs(currentTime().getTime() - cached.loadedAt) < maxAgeMs) return cached.source;
  return reloadSource(token);
}

/** Finds the source in the database, as it is now. */
export async function reloadSource(token: string): Promise<ReceivingSource | null> {
  const hash = hashSourceToken(token);
  const cacheKey = toCacheKey(hash);
  const loadedAt = currentTime().getTime();
  const row = await loadTogether(hash);
  cachedSources.delete(cacheKey);
  // An unknown token is not cached: it may be created a moment later, and guesses must not fill the cache.
  if (!row) return null;
  const source = prepareSource(row);
  cachedSources.set(cacheKey, { loadedAt, source });
  if (cachedSources.size > maxCachedSources) cachedSources.delete(cachedSources.keys().next().value ?? "");
  return source;
}

function prepareSource(row: SourceRow): ReceivingSource {
  const { id, revision, verification, networks, duplicateSeconds } = row;
  const key = row.keySealed && openSourceKey(id, row.keySealed);
  if (row.keySealed && key === null && verification.kind !== "none")
    throw new CannotUnseal("The key of the source cannot be opened with the configured encryption keys.");
  // A previous key that cannot be opened verifies nothing, but must not keep out messages that are signed with the current one.
  const previousKey = row.previousKeySealed && openSourceKey(id, row.previousKeySealed);
  const keys = [key, previousKey].filter((one) => one !== null);
  return {
    id,
    revision,
    verify: prepareVerification({ verification, networks, keys }),
    keys,
    keyHeader: findKeyHeader(row),
    hashesBodies: duplicateSeconds > 0,
  };
}

function findKeyHeader({ system, verification }: SourceRow): string | null {
  const usual = verification.kind === "none" ? getSourceSystem(system).verification(true) : verification;
  return usual.kind === "header" ? usual.header.toLowerCase() : null;
}
