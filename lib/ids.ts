import { getRandomValues } from "node:crypto";
import { v7 } from "uuid";
import { currentTimeMs } from "./clock";

const newestId = { msecs: 0, seq: 0 };
/** If the clock goes back by at most this, IDs stay in the same millisecond; if it goes back further, IDs follow it. */
const ignoredBackwardStepMs = 1_000;

/** A random sequence number in the lower half of the 32-bit range, so that it can be incremented. */
const createRandomSeq = () => {
  const [a = 0, b = 0, c = 0, d = 0] = takeRandomBytes();
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 1;
};

/**
 * Creates a UUIDv7 (RFC 9562, section 5.7) for the ledger's current time, or for `at`. IDs sort by creation time. IDs that one process
 * creates for the current time also sort within a millisecond.
 */
export function newId(at?: Date): string {
  if (at) return v7({ msecs: at.getTime(), random: takeRandomBytes() });
  const msecs = currentTimeMs();
  if (msecs > newestId.msecs || msecs < newestId.msecs - ignoredBackwardStepMs)
    Object.assign(newestId, { msecs, seq: createRandomSeq() });
  else newestId.seq += 1;
  return v7({ msecs: newestId.msecs, seq: newestId.seq, random: takeRandomBytes() });
}

const randomPool = new Uint8Array(16 * 256);
let usedRandomBytes = randomPool.length;

/** Returns 16 random bytes. They are generated in bulk, because one call for each ID costs more than the rest of creating it. */
function takeRandomBytes(): Uint8Array {
  if (usedRandomBytes === randomPool.length) {
    getRandomValues(randomPool);
    usedRandomBytes = 0;
  }
  usedRandomBytes += 16;
  return randomPool.subarray(usedRandomBytes - 16, usedRandomBytes);
}

/** The smallest UUIDv7 of the millisecond `at`, as a bound on the primary key for "since this time" or "before this time". */
export function buildIdFloor(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** The next greater ID, as the exclusive bound for "up to and including this ID". */
export function idAfter(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The time in a UUIDv7, in ms: its first 48 bits (RFC 9562, section 5.7). */
export function readIdTime(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Parses an ID from a caller to lower case, as the ledger writes it. Null if `text` does not have the form of a UUID: the use case then
 * responds with "not found" instead of a database error. Every use case parses the IDs that it gets. Postgres ignores the case of UUIDs,
 * but IDs are also compared as text, are keys of maps, and are part of what a sealed secret is bound to.
 */
export function parseId(text: string): string | null {
  return uuidPattern.test(text) ? text.toLowerCase() : null;
}
