/**
 * What a table has of its own under a name that came with data: `table.constructor` is there on every object, and a loan may
 * have a field, and a lender an event type, of that name. Undefined when there is none.
 */
export function ownProperty<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
