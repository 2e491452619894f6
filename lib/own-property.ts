/**
 * The property that a table itself has under a name that came with data: `table.constructor` exists on every object, and a
 * loan may have a field, and a lender an event type, of that name. Undefined when the table has none.
 */
export function ownProperty<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
