import type { Changes } from "../dialects/dialect";
import { can, type Scope } from "../scope/scope";
import { type FieldClasses, maskFields } from "./mask-fields";
import { withheldLabel } from "./schema";

/**
 * Limits customer data to what the scope can see. Everything that comes from an event, a request or a response passes through this function
 * before it leaves the server (decision 46). With the permission customer-data:read, the value is returned as it is. Without it, an event's data
 * is masked by field class, and everything else is replaced by `withheldLabel`; null stays null.
 * @param classes the schemas of the event's data; null if the value is not an event's data, but a text that can contain some
 */
export function limitCustomerData(scope: Scope, classes: null, value: string): string;
export function limitCustomerData(scope: Scope, classes: null, value: string | null): string | null;
export function limitCustomerData(scope: Scope, classes: FieldClasses | null, value: unknown): unknown;
export function limitCustomerData(scope: Scope, classes: FieldClasses | null, value: unknown): unknown {
  if (can(scope, "customer-data:read") || value === null || value === undefined) return value;
  return classes === null ? withheldLabel : maskFields(classes, value).value;
}

/** Limits the old and new values of changed fields, which have the classes of the fields of the data. */
export function limitChanges(scope: Scope, classes: FieldClasses, changes: Changes | null): Changes | null {
  if (changes === null || can(scope, "customer-data:read")) return changes;
  const limitSide = (side: "from" | "to") => {
    const values = Object.entries(changes).flatMap(([name, change]) =>
      Object.hasOwn(change, side) ? [[name, change[side]]] : [],
    );
    return Object.entries(limitCustomerData(scope, classes, Object.fromEntries(values)) as object);
  };
  const limited = new Map<string, Changes[string]>();
  for (const side of ["from", "to"] as const) {
    for (const [name, value] of limitSide(side)) limited.set(name, { ...limited.get(name), [side]: value });
  }
  return Object.fromEntries(limited);
}

/** Limits the values of HTTP headers whose sender may repeat customer data. Their names stay. */
export function limitHeaders<Headers extends Record<string, string> | null>(
  scope: Scope,
  headers: Headers,
): Headers {
  if (headers === null) return headers;
  const limited = Object.entries(headers).map(([name, value]) => [
    name,
    limitCustomerData(scope, null, value),
  ]);
  return Object.fromEntries(limited) as Headers;
}
