import { hash } from "node:crypto";
import type { Changes } from "../dialects/dialect";
import { JsonNumber } from "../json/json-number";
import { toPlainNumbers } from "../json/plain-numbers";
import { writeJson } from "../json/write-json";

/** An event as the caller sent it. */
export interface SentEvent {
  type: string;
  entityId: string;
  partnerId: string | null;
  /** Undefined when the caller did not send it. */
  occurredAt?: Date | undefined;
  data: unknown;
  changes: Changes | null;
  version?: number | undefined;
}

/**
 * Computes the SHA-256 (32 bytes) of an event as it was sent, which distinguishes a repeated event from an idempotency conflict. The order of
 * an object's fields is ignored (RFC 8259, section 4), because a client may rebuild its JSON; the digits of numbers count, because receivers
 * get them unchanged.
 */
export function digestEvent({
  type,
  entityId,
  partnerId,
  occurredAt,
  data,
  changes,
  version,
}: SentEvent): Buffer {
  const content = {
    type,
    entityId,
    partnerId,
    occurredAt: occurredAt?.toISOString(),
    data,
    changes,
    version,
  };
  return sha256(writeJson(sortFields(content)));
}

/**
 * Computes the digest as earlier versions of Hookledger did: it depends on the order of fields and on how JavaScript writes numbers. Events
 * that those versions accepted keep this digest.
 */
export function computeLegacyEventDigest(sent: SentEvent): Buffer {
  const { type, entityId, partnerId, occurredAt, version } = sent;
  const { data, changes } = toPlainNumbers({ data: sent.data, changes: sent.changes }) as SentEvent;
  const parts = [
    ...[type, entityId, partnerId, occurredAt?.toISOString() ?? null, JSON.stringify(data)],
    ...(changes ? [changes] : []),
    ...(version === undefined ? [] : [version]),
  ];
  return sha256(JSON.stringify(parts));
}

/**
 * Computes the digest of an event that has data but no idempotency key. This digest is never compared with another event's. It only has to
 * differ from the digest of the same event without data, to show later whether retention has removed the data.
 */
export function digestData(dataJson: string): Buffer {
  return sha256(dataJson);
}

function sha256(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (value === null || typeof value !== "object" || value instanceof JsonNumber) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, sortFields(inner)]));
}
