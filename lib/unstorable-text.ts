/** A string, somewhere in a value, that Postgres can store neither as text nor as JSON. */
export interface UnstorableText {
  /** The path to the string in the value, such as ["triggers", "0", "condition"]. */
  path: string[];
  /** Says what the problem is and what to do. */
  message: string;
}

/**
 * Finds the first string in a value, field names included, that contains U+0000 or half of a surrogate pair: JSON can escape both,
 * but Postgres accepts neither. Uses no recursion and visits each object once, because the arguments of a server action can be nested
 * to any depth, and can contain an object in many places or in itself.
 */
export function findUnstorable(value: unknown): UnstorableText | undefined {
  const seenObjects = new Set<object>();
  const pendingValues: NestedValue[] = [{ value, name: "", parent: null }];
  for (let nested = pendingValues.pop(); nested; nested = pendingValues.pop()) {
    const { value } = nested;
    if (typeof value === "string") {
      const message = findStorageError(value);
      if (message) return { path: buildPath(nested), message };
    } else if (typeof value === "object" && value !== null && !seenObjects.has(value)) {
      seenObjects.add(value);
      for (const [name, nestedValue] of listEntries(value).reverse()) {
        const message = findStorageError(name);
        if (message) return { path: buildPath(nested), message };
        pendingValues.push({ value: nestedValue, name, parent: nested });
      }
    }
  }
  return undefined;
}

interface NestedValue {
  value: unknown;
  name: string;
  parent: NestedValue | null;
}

function buildPath(nested: NestedValue): string[] {
  const path: string[] = [];
  for (let at = nested; at.parent; at = at.parent) path.unshift(at.name);
  return path;
}

function listEntries(value: object): [string, unknown][] {
  if (value instanceof FormData || value instanceof Map)
    return [...value.entries()].map(([name, nestedValue]) => [String(name), nestedValue]);
  if (value instanceof Set) return [...value].map((nestedValue, index) => [String(index), nestedValue]);
  return Object.entries(value);
}

function findStorageError(text: string): string | undefined {
  if (text.includes("\0")) return "The character U+0000 cannot be stored. Remove it.";
  return text.isWellFormed()
    ? undefined
    : "An unpaired surrogate cannot be stored. Send well-formed Unicode.";
}
