import { JsonNumber } from "../json/json-number";
import { withheldLabel } from "./schema";
import {
  expandSchemas,
  isPersonal,
  listFieldSchemas,
  listItemSchemas,
  type SchemaNode,
} from "./schema-nodes";

/** The schemas that classify the fields of an event's data. */
export interface FieldClasses {
  /** The schema of the event's own version: fields that it does not describe are masked. */
  own: object;
  /** The schema of the current version, so that a field that is marked as personal later is also masked in older events. */
  current: object;
}

/** The most schemas that are looked at for one value; data that needs more is withheld as a whole. */
const maxSteps = 200_000;

class TooManySteps extends Error {}

/**
 * Masks data by field class: fields marked with `x-pii`, fields that the schema does not describe, whose names could be data too, and
 * everything that the schema describes only in a way that is not understood here. Arrays and objects are masked item by item.
 */
export function maskFields(
  { own, current }: FieldClasses,
  data: unknown,
): { value: unknown; masked: boolean } {
  const masking = new Masking();
  try {
    const value = masking.mask(data, [
      { schema: own, root: own, describes: true },
      { schema: current, root: current, describes: false },
    ]);
    return { value, masked: masking.masked };
  } catch (error) {
    if (!(error instanceof TooManySteps)) throw error;
    return { value: withheldLabel, masked: true };
  }
}

class Masking {
  masked = false;
  private steps = 0;

  mask(value: unknown, given: readonly SchemaNode[]): unknown {
    const { nodes, isComplete } = expandSchemas(given);
    this.steps += 1 + given.length + nodes.length;
    if (this.steps > maxSteps) throw new TooManySteps();
    if (!isComplete || !nodes.some(({ describes }) => describes) || nodes.some(isPersonal)) {
      return this.withhold();
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.mask(item, listItemSchemas(nodes, index)));
    }
    if (value === null || typeof value !== "object" || value instanceof JsonNumber) return value;
    return this.maskObject(value, nodes);
  }

  private maskObject(value: object, nodes: readonly SchemaNode[]): object {
    const shown: [string, unknown][] = [];
    let unknownCount = 0;
    for (const [name, inner] of Object.entries(value)) {
      const fieldNodes = listFieldSchemas(nodes, name);
      if (fieldNodes.some(({ describes }) => describes)) shown.push([name, this.mask(inner, fieldNodes)]);
      else unknownCount += 1;
    }
    if (unknownCount > 0) {
      const label = unknownCount === 1 ? "(1 other field)" : `(${unknownCount} other fields)`;
      shown.push([label, this.withhold()]);
    }
    return Object.fromEntries(shown);
  }

  private withhold(): string {
    this.masked = true;
    return withheldLabel;
  }
}
