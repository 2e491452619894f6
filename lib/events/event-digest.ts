import { createHash } from "node:crypto";
import type { Changes } from "../dialects/dialect";
import { JsonNumber } from "../json/json-number";
import { plainNumbers } from "../json/plain-numbers";
import { writeJson } from "../json/write-json";

/** What a caller sent of an event. */
export interface SentEvent {
  type: string;
  entityId: string;
  partnerId: string | null;
  /** Only when the caller gave it. */
  occurredAt?: Date | undefined;
  data: unknown;
  changes: Changes | null;
  version?: number | undefined;
}

/**
 * What was sent, as 32 bytes: tells a repeat from a conflict. The order of an object's fields says nothing (RFC 8259,
 * section 4), and a client that builds its JSON anew may change it; digits do, since receivers get them as they came.
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
  const said = { type, entityId, partnerId, occurredAt: occurredAt?.toISOString(), data, changes, version };
  return sha256(writeJson(inOrder(said)));
}

/**
 * The digest as it was made at first: in the order of the fields, with numbers as JavaScript writes them. Events of that
 * time have it for as long as they are kept.
 */
export function legacyDigestEvent(sent: SentEvent): Buffer {
  const { type, entityId, partnerId, occurredAt, version } = sent;
  const { data, changes } = plainNumbers({ data: sent.data, changes: sent.changes }) as SentEvent;
  const parts = [
    ...[type, entityId, partnerId, occurredAt?.toISOString() ?? null, JSON.stringify(data)],
    ...(changes ? [changes] : []),
    ...(version === undefined ? [] : [version]),
  ];
  return sha256(JSON.stringify(parts));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== "object" || value instanceof JsonNumber) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, inOrder(inner)]));
}
