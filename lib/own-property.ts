/**
 * The table's own property of this name, or undefined. Names come from data, and `table.constructor` exists on every object:
 * a loan may have a field, or a lender an event type, of that name.
 */
export function ownProperty<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
