/** One row: several commands on one Fineract entity. */
export type CommandRow = readonly [grouping: string, entityName: string, noun: string, actionNames: string];

/** Rows that share a heading in the tree of triggers. */
export interface CommandGroup {
  readonly group: string;
  /** What the rows happen to; left out, each row's noun names it ("Journal entry": JournalEntry). */
  readonly entityType?: string;
  /** The rows are parts of that entity (a loan's charges): `resourceId` is the part's, the event is the whole's. */
  readonly partOf?: true;
  readonly commands: readonly CommandRow[];
}
