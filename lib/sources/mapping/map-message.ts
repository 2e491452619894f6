import { createHash } from "node:crypto";
import { runWithin } from "../../evaluation/steps";
import { entityIdSchema } from "../../events/schema";
import { ownProperty } from "../../own-property";
import { timestampSchema } from "../../timestamp";
import type { Mapping, SourceSystemId } from "../schema";
import { getSourceSystem } from "../systems";
import { isObject } from "../systems/read-id";
import { CannotMap, type Catalogue, type ReadMessage, type SourceSystem } from "../systems/source-system";
import { evaluateExpression, readPointer } from "./expression";
import { readMessage, type StoredMessage } from "./read-body";

export interface MappedEvent {
  type: string;
  entityId: string;
  data: Record<string, unknown>;
  /** Left out if the message has no time: the event then has the time at which the message came. */
  occurredAt?: Date;
}

export type MappingResult =
  | {
      ok: true;
      event: MappedEvent;
      /** The ID by which a repetition is recognized: at most 200 printable ASCII characters. */
      ownId: string | null;
    }
  | { ok: false; reason: string };

/** What a person has set when taking a message, in place of the mapped parts. */
export interface GivenParts {
  type?: string | undefined;
  entityId?: string | undefined;
}

/** The maximum number of steps (lib/evaluation/steps.ts) for one message: the templates of its mapping, and the text of a form. */
const maxSteps = 200_000;
const maxOwnIdLength = 200;
/** As long as the longest name that `eventTypes` of a mapping can translate. */
const maxNameLength = 200;

/**
 * Makes an event of a stored message. The parts that its system sends come first; expressions of the mapping replace them; `eventTypes`
 * replaces the system's name of the event type; and `given` replaces everything. The result is not validated against the catalog: it
 * may have an event type that does not exist.
 * @returns if it cannot become an event, the reason, which says what to do
 */
export function mapMessage(
  { system: systemId, mapping }: { system: SourceSystemId; mapping: Mapping },
  stored: StoredMessage,
  catalogue: Catalogue,
  given: GivenParts = {},
): MappingResult {
  const system = getSourceSystem(systemId);
  try {
    const done = runWithin({ stepsLeft: maxSteps }, () => {
      const message = readMessage(stored);
      if (system.readBody) message.body = system.readBody(message.body, message.isForm);
      return makeEvent({ system, mapping, message, catalogue, given });
    });
    if (done) return { ok: true, ...done.value };
    const steps = maxSteps.toLocaleString("en");
    const reason = `Mapping this message takes more than ${steps} steps. Simplify the source's mapping; if the body is a form, set up the system to send JSON.`;
    return { ok: false, reason };
  } catch (error) {
    if (error instanceof CannotMap) return { ok: false, reason: error.message };
    throw error;
  }
}

interface Task {
  system: SourceSystem;
  mapping: Mapping;
  message: ReadMessage;
  catalogue: Catalogue;
  given: GivenParts;
}

function makeEvent(task: Task): { event: MappedEvent; ownId: string | null } {
  const { system, mapping, message, catalogue, given } = task;
  const type = findType(task);
  const entry = catalogue.get(type.name);
  const parts = system.readParts(message, entry?.entityType);
  /** The value of a part for which the mapping may have an expression. */
  const choose = (expression: string | undefined, ofSystem: string | undefined) =>
    expression === undefined ? ofSystem : evaluateExpression(expression, message);

  // What a person has set replaces everything. If the mapping has chosen another event type, the system's entity type need not be the
  // catalog's.
  const entityType =
    given.type === undefined
      ? choose(mapping.entityType, type.isOfSystem ? parts.entityType : undefined)
      : undefined;
  if (entry && entityType !== undefined && entityType.toLowerCase() !== entry.entityType.toLowerCase()) {
    throw new CannotMap(
      `The message is about the entity type "${entityType.slice(0, 100)}", but events of the type ${type.name} are about "${entry.entityType}". Set another event type or entity type in the source's mapping, or take the message with an event type of your choice.`,
    );
  }
  const entityId = given.entityId ?? choose(mapping.entityId, parts.entityId);
  if (entityId === undefined) {
    throw missingPart("entity ID", mapping.entityId, parts.noEntityId ?? "The message has no entity ID.");
  }
  const occurredAt = readTime(choose(mapping.occurredAt, parts.occurredAt));
  const event = {
    type: type.name,
    entityId: checkEntityId(entityId),
    data: mapping.data === undefined ? parts.data : readData(mapping.data, message),
    ...(occurredAt && { occurredAt }),
  };
  const ownId = choose(mapping.idempotencyKey, parts.ownId);
  return { event, ownId: ownId === undefined ? null : toStorableId(ownId) };
}

/** Finds the event type, and whether it is the one that the system's message names. */
function findType({ system, mapping, message, catalogue, given }: Task): {
  name: string;
  isOfSystem: boolean;
} {
  if (given.type !== undefined) return { name: given.type, isOfSystem: false };
  const name =
    mapping.type === undefined ? system.readType(message) : evaluateExpression(mapping.type, message);
  if (name === undefined) {
    const missing = `The message names no event type: ${system.typeLocation} is missing.`;
    throw missingPart("event type", mapping.type, missing);
  }
  if (name.length > maxNameLength) {
    throw new CannotMap(
      `The name of the event type, "${name.slice(0, 100)}...", has more than ${maxNameLength} characters. Set where the event type is in the source's mapping, or take the message with an event type of your choice.`,
    );
  }
  const renamed = ownProperty(mapping.eventTypes ?? {}, name);
  if (renamed !== undefined) return { name: renamed, isOfSystem: false };
  return { name: system.findEventType?.(name, catalogue) ?? name, isOfSystem: mapping.type === undefined };
}

function missingPart(part: string, expression: string | undefined, missing: string): CannotMap {
  return new CannotMap(
    expression === undefined
      ? `${missing} Set where the ${part} is in the source's mapping, or take the message with ${part === "event type" ? "an event type" : "an entity ID"} of your choice.`
      : `The mapping of the ${part}, "${expression}", gives nothing for this message. Correct it in the source's mapping.`,
  );
}

function checkEntityId(text: string): string {
  const checked = entityIdSchema.safeParse(text);
  if (checked.success) return checked.data;
  const problem = checked.error.issues[0]?.message ?? "The entity ID is not valid.";
  throw new CannotMap(
    `${problem} Set where the entity ID is in the source's mapping, or take the message with an entity ID of your choice.`,
  );
}

const timeSchema = timestampSchema();

function readTime(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const checked = timeSchema.safeParse(text);
  if (checked.success) return new Date(checked.data);
  throw new CannotMap(
    `"${text.slice(0, 100)}" is not a time with a zone, such as 2026-11-21T09:00:00Z. Set occurredAt in the source's mapping; the Liquid filter date converts other forms.`,
  );
}

function readData(pointer: string, message: ReadMessage): Record<string, unknown> {
  const value = readPointer(pointer, message.body);
  if (isObject(value)) return value;
  throw new CannotMap(
    `The mapping of the data, "${pointer}", points to no object in this message. Correct it in the source's mapping.`,
  );
}

/** An ID that is too long for an idempotency key, or has other characters than one may have, is replaced by its SHA-256. */
function toStorableId(id: string): string {
  const isStorable = id.length <= maxOwnIdLength && /^[\x20-\x7e]+$/.test(id);
  return isStorable ? id : createHash("sha256").update(id).digest("hex");
}
