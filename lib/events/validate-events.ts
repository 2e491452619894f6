import { type CatalogueEntry, loadCatalogue } from "../catalogue/event-types";
import type { ValidationResult } from "../catalogue/json-schema";
import { validateWithinBudget } from "../catalogue/validate-job";
import { loadEventTypeVersion } from "../catalogue/versions";
import { currentTime } from "../clock";
import { prisma } from "../db";
import type { Changes } from "../dialects/dialect";
import type { Budget } from "../evaluation/budget";
import { newId } from "../ids";
import { writeJson } from "../json/write-json";
import type { Scope } from "../scope/scope";
import { digestEvent, type SentEvent } from "./event-digest";
import type { EventInput } from "./schema";

/** An event that passed every check and can be written. */
export interface ValidEvent {
  id: string;
  type: string;
  version: number;
  title: string;
  entityType: string;
  entityId: string;
  partnerId: string | null;
  /** Whose deliveries are counted in the answer: a partner is told of its own only; null: all. */
  countedFor: string | null;
  data: unknown;
  dataJson: string;
  changes: Changes | null;
  /** What does not fit its event type's schema, where that only warns. */
  warnings: string[];
  occurredAt: Date;
  receivedBy: string;
  simulated: boolean;
  dedupeKey: string | null;
  sent: SentEvent;
  digest: Buffer;
}

export type EventRejection = {
  ok: false;
  rejected:
    | "unknown_event_type"
    | "unknown_version"
    | "schema_mismatch"
    | "unknown_partner"
    | "idempotency_conflict";
  message: string;
  /** Which event of a batch. */
  index: number;
};

/**
 * Checks events against the catalogue and the caller's tenant and gives them ids. A caller that belongs to a
 * partner can only speak for that partner; any other partner looks to it like one that does not exist.
 */
export async function validateEvents(
  scope: Scope,
  inputs: readonly EventInput[],
  budget: Budget,
  options: { simulated?: boolean } = {},
): Promise<{ ok: true; events: ValidEvent[] } | EventRejection> {
  const types = await loadCatalogue();
  const partners = await visiblePartners(scope, inputs);
  const events: ValidEvent[] = [];
  for (const [index, input] of inputs.entries()) {
    const type = types.get(input.type);
    if (!type) {
      const message = `There is no event type "${input.type}". GET /api/v1/event-types lists them all.`;
      return { ok: false, rejected: "unknown_event_type", message, index };
    }
    const version = input.version ?? type.version;
    if (version > type.version) {
      const message = `"${input.type}" has no version ${version}; the current one is ${type.version}.`;
      return { ok: false, rejected: "unknown_version", message, index };
    }
    const { errors, unchecked } = await checked(budget, type, version, input.data);
    if (errors.length > 0 && type.validation === "enforce") {
      const message = `The data does not fit version ${version} of "${input.type}": ${errors.join("; ")}.`;
      return { ok: false, rejected: "schema_mismatch", message, index };
    }
    if (input.partnerId !== undefined && !partners.has(input.partnerId)) {
      const message = `There is no partner ${input.partnerId}.`;
      return { ok: false, rejected: "unknown_partner", message, index };
    }
    const partnerId = scope.partnerId ?? input.partnerId ?? null;
    const dataJson = writeJson(input.data);
    const changes = input.changes ?? null;
    const sent = { ...input, partnerId, changes };
    // Without a key nothing can be a repeat: the digest only has to tell whether the data that is kept is still what came.
    const isKnownByKey = input.idempotencyKey !== undefined || dataJson === "{}";
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
      warnings: [...errors, ...unchecked],
      occurredAt: input.occurredAt ?? currentTime(),
      receivedBy: scope.actor.name,
      simulated: options.simulated ?? false,
      dedupeKey:
        input.idempotencyKey === undefined ? null : `${scope.partnerId ?? "-"}:${input.idempotencyKey}`,
      sent,
      digest: digestEvent(isKnownByKey ? sent : { ...sent, data: dataJson }),
    });
  }
  return { ok: true, events };
}

async function checked(
  budget: Budget,
  type: CatalogueEntry,
  version: number,
  data: unknown,
): Promise<ValidationResult> {
  if (type.validation === "off") return { errors: [], unchecked: [] };
  return validateWithinBudget(budget, await loadEventTypeVersion(type.name, version), data);
}

async function visiblePartners(scope: Scope, inputs: readonly EventInput[]): Promise<Set<string>> {
  const named = [...new Set(inputs.flatMap((input) => input.partnerId ?? []))];
  if (scope.partnerId !== null) return new Set(named.filter((id) => id === scope.partnerId));
  if (named.length === 0) return new Set();
  const rows = await prisma().partner.findMany({ where: { id: { in: named } }, select: { id: true } });
  return new Set(rows.map((row) => row.id));
}
