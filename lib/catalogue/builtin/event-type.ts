type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

type JsonType = "object" | "array" | "string" | "number" | "integer" | "boolean";

/**
 * The part of JSON Schema (draft 2020-12) that the built-in catalog uses. A type alias, not an interface, so that it is
 * assignable to Ajv's types and to a JSON column.
 */
export type JsonSchema = {
  readonly type?: JsonType | readonly [JsonType, "null"];
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
  /** Marks a field as personal: without the permission for customer data, its value is masked (decision 46). */
  readonly "x-pii"?: true;
};

/** A built-in event type. `name` is sent on the wire and unique across all systems. */
export interface BuiltinEventType {
  name: string;
  /** Shown in the portal: "RA Run Completed". */
  title: string;
  description: string;
  /** Type of the entity: Loan, Opportunity, Client ... */
  entityType: string;
  /** Heading in the tree of triggers. Each group belongs to one system. */
  group: string;
  system: "PrecisionLender" | "LoanPro" | "Plexe" | "Fineract" | "Hookledger";
  deprecated: boolean;
  /** Schema of the event's `data`. Nothing is required, because events without data are accepted. */
  schema: JsonSchema;
  sample: { entityId: string; data: Record<string, unknown> };
  /** Only for Fineract: the entity and action that its hooks API subscribes to, and their grouping in the template. */
  fineract?: { entityName: string; actionName: string; grouping: string };
}

/** Fineract: several commands on one Fineract entity. */
export type CommandRow = readonly [grouping: string, entityName: string, noun: string, actionNames: string];

/** Fineract: rows that share a heading in the tree of triggers. */
export interface CommandGroup {
  readonly group: string;
  /** Entity type of all rows. If undefined, it is derived from each row's noun ("Journal entry" becomes JournalEntry). */
  readonly entityType?: string;
  /** True if each row is about a part of the entity, such as a charge of a loan: `resourceId` identifies the part, not the entity. */
  readonly isPartOfEntity?: true;
  readonly commands: readonly CommandRow[];
}
