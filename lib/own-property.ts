/**
 * The table's own property of this name, or undefined. A plain lookup would also find inherited properties: names come from data, and
 * a loan may have a field, or a lender an event type, called "constructor".
 */
export function ownProperty<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
