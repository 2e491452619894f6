type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * The part of JSON Schema draft 2020-12 that the built-in catalogue uses. A type alias, not an interface, so that
 * it can be handed to Ajv (`ajv/dist/2020`) and to a JSON column as it is.
 */
export type JsonSchema = {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly description?: string;
  readonly format?: "uuid" | "date" | "date-time" | "email" | "uri" | "ipv4";
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly JsonValue[];
  readonly items?: JsonSchema;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
};

/** One event type that ships with the product. `name` is what travels on the wire and is unique over all systems. */
export interface BuiltinEventType {
  name: string;
  /** What a person reads: "RA Run Completed". */
  title: string;
  description: string;
  /** Type of the entity it happens to: Loan, Opportunity, Client ... */
  entityType: string;
  /** Heading in a tree of triggers; a heading belongs to one system. */
  group: string;
  system: "PrecisionLender" | "LoanPro" | "Plexe" | "Fineract";
  deprecated: boolean;
  /** Describes the event's `data`. Nothing in it is required, because an event may be accepted without data. */
  schema: JsonSchema;
  sample: { entityId: string; data: Record<string, unknown> };
  /** Only on Fineract's: the pair that its hooks API subscribes to and the grouping its template lists it under. */
  fineract?: { entityName: string; actionName: string; grouping: string };
}
