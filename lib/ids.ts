import { getRandomValues } from "node:crypto";
import { v7 } from "uuid";
import { currentTimeMs } from "./clock";

const newestId = { msecs: 0, seq: 0 };
/** If the clock goes back by at most this, IDs stay in the same millisecond; if it goes back further, IDs follow it. */
const ignoredBackwardStepMs = 1_000;

/** Half of the 32-bit range, which leaves room to count up. */
const drawRandomSeq = () => {
  const [a = 0, b = 0, c = 0, d = 0] = drawRandomBytes();
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 1;
};

/**
 * A new UUIDv7 (RFC 9562, section 5.7) for now (by the ledger's clock) or for `at`: IDs sort by creation time, within
 * one process also inside a millisecond.
 */
export function newId(at?: Date): string {
  if (at) return v7({ msecs: at.getTime(), random: drawRandomBytes() });
  const msecs = currentTimeMs();
  if (msecs > newestId.msecs || msecs < newestId.msecs - ignoredBackwardStepMs)
    Object.assign(newestId, { msecs, seq: drawRandomSeq() });
  else newestId.seq += 1;
  return v7({ msecs: newestId.msecs, seq: newestId.seq, random: drawRandomBytes() });
}

const randomPool = new Uint8Array(16 * 256);
let usedRandomBytes = randomPool.length;

/** 16 random bytes. Drawn in bulk: one draw for each ID costs more than the rest of making it. */
function drawRandomBytes(): Uint8Array {
  if (usedRandomBytes === randomPool.length) {
    getRandomValues(randomPool);
    usedRandomBytes = 0;
  }
  usedRandomBytes += 16;
  return randomPool.subarray(usedRandomBytes - 16, usedRandomBytes);
}

/** The smallest UUIDv7 of the millisecond `at`: turns "since" into a bound on the primary key. */
export function buildIdFloor(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** The next greater ID, so that "up to this ID" becomes a bound that is exclusive. */
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
 * The ID that a caller gave, in lower case, as the ledger writes it, or null if `text` does not have the form of a UUID: that
 * is "not found", never a database error. Every use case parses the IDs it is given. Postgres finds a row in either case, but IDs are
 * also compared as text, are keys of maps, and are part of what a sealed secret is bound to.
 */
export function parseId(text: string): string | null {
  return uuidPattern.test(text) ? text.toLowerCase() : null;
}
