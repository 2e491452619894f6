import { type CatalogueEntry, loadCatalogue } from "../catalogue/catalogue-cache";
import type { ValidationResult } from "../catalogue/schema-validation";
import { validateWithinBudget } from "../catalogue/validation-job";
import { loadEventTypeVersion } from "../catalogue/versions";
import { currentTime } from "../clock";
import { prisma } from "../db";
import type { Changes } from "../dialects/dialect";
import type { Budget } from "../evaluation/budget";
import { newId } from "../ids";
import { writeJson } from "../json/write-json";
import { isOwnEventType, ownEventPrefix } from "../own-events/names";
import type { Scope } from "../scope/scope";
import { digestData, digestEvent, type SentEvent } from "./event-digest";
import { type EventInput, maxEventBytes } from "./schema";

/** An event that passed validation and can be planned and written. */
export interface ValidEvent {
  id: string;
  type: string;
  version: number;
  title: string;
  entityType: string;
  entityId: string;
  partnerId: string | null;
  /** The partner whose deliveries the response counts, since a partner learns only about its own deliveries. Null: all. */
  countedFor: string | null;
  data: unknown;
  dataJson: string;
  changes: Changes | null;
  /** Validation errors, if the event type's validation only warns, and patterns of the schema that were not applied. */
  warnings: string[];
  occurredAt: Date;
  receivedBy: string;
  simulated: boolean;
  /** The message that it was made from, if it came by a source. */
  source?: { messageId: string; verified: boolean };
  dedupeKey: string | null;
  sentEvent: SentEvent;
  digest: Buffer;
}

export type EventRejection = {
  ok: false;
  rejected:
    | "too_large"
    | "unknown_event_type"
    | "reserved_event_type"
    | "unknown_version"
    | "schema_mismatch"
    | "unknown_partner"
    | "idempotency_conflict";
  message: string;
  /** Position of the event in its batch, from 0. */
  index: number;
};

/**
 * Validates events against the catalog and the caller's tenant, and gives them IDs. A partner can only send events of its own; if its events
 * name another partner, that partner is reported as one that does not exist.
 */
export async function validateEvents(
  scope: Scope,
  inputs: readonly EventInput[],
  budget: Budget,
  options: { simulated?: boolean } = {},
): Promise<{ ok: true; events: ValidEvent[] } | EventRejection> {
  const types = await loadCatalogue();
  const partners = await findVisiblePartners(scope, inputs);
  const events: ValidEvent[] = [];
  for (const [index, input] of inputs.entries()) {
    const dataJson = writeJson(input.data);
    if (isTooLarge(dataJson, input)) {
      const message = `The event is too large. Send at most ${maxEventBytes / 1024} KiB for each event.`;
      return { ok: false, rejected: "too_large", message, index };
    }
    if (isOwnEventType(input.type) && !options.simulated) {
      const message = `Event types that begin with "${ownEventPrefix}" are Hookledger's own: only Hookledger sends them. Send another event type.`;
      return { ok: false, rejected: "reserved_event_type", message, index };
    }
    const type = types.get(input.type);
    if (!type) {
      const message = `Event type "${input.type}" does not exist. GET /api/v1/event-types lists all event types.`;
      return { ok: false, rejected: "unknown_event_type", message, index };
    }
    const version = input.version ?? type.version;
    if (version > type.version) {
      const message = `Event type "${input.type}" has no version ${version}. Its current version is ${type.version}. Send version ${type.version}, or omit the version.`;
      return { ok: false, rejected: "unknown_version", message, index };
    }
    const { errors, patternMessages } = await validateData(budget, type, version, input.data);
    if (errors.length > 0 && type.validation === "enforce") {
      const message = `The data does not match the schema of "${input.type}", version ${version}: ${errors.join("; ")}.`;
      return { ok: false, rejected: "schema_mismatch", message, index };
    }
    if (input.partnerId !== undefined && !partners.has(input.partnerId)) {
      const message = `Partner ${input.partnerId} does not exist.`;
      return { ok: false, rejected: "unknown_partner", message, index };
    }
    const partnerId = scope.partnerId ?? input.partnerId ?? null;
    const changes = input.changes ?? null;
    const sentEvent = { ...input, partnerId, changes };
    const isComparable = input.idempotencyKey !== undefined || dataJson === "{}";
    events.push({
      id: newId(),
      type: input.type,
      version,
      title: type.title,
      entityType: type.entityType,
      entityId: input.entityId,
      partnerId,
      countedFor: scope.partnerId,
      data: input.data,
      dataJson,
      changes,
      warnings: [...errors, ...patternMessages],
      occurredAt: input.occurredAt ?? currentTime(),
      receivedBy: scope.actor.name,
      simulated: options.simulated ?? false,
      dedupeKey:
        input.idempotencyKey === undefined ? null : `${scope.partnerId ?? "-"}:${input.idempotencyKey}`,
      sentEvent,
      digest: isComparable ? digestEvent(sentEvent) : digestData(dataJson),
    });
  }
  return { ok: true, events };
}

/** Whether an event of a batch is too large. The body of a single event is already limited, and all other fields have their own limits. */
function isTooLarge(dataJson: string, { changes }: EventInput): boolean {
  const changesBytes = changes === undefined ? 0 : Buffer.byteLength(writeJson(changes));
  return Buffer.byteLength(dataJson) + changesBytes > maxEventBytes;
}

async function validateData(
  budget: Budget,
  type: CatalogueEntry,
  version: number,
  data: unknown,
): Promise<ValidationResult> {
  if (type.validation === "off") return { errors: [], patternMessages: [] };
  return validateWithinBudget(budget, await loadEventTypeVersion(type.name, version), data);
}

async function findVisiblePartners(scope: Scope, inputs: readonly EventInput[]): Promise<Set<string>> {
  const ids = [...new Set(inputs.flatMap((input) => input.partnerId ?? []))];
  if (scope.partnerId !== null) return new Set(ids.filter((id) => id === scope.partnerId));
  if (ids.length === 0) return new Set();
  const rows = await prisma().partner.findMany({ where: { id: { in: ids } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}
