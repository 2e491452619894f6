/** A string that Postgres can store neither as text nor as JSON, and its path: ["triggers", "0", "condition"]. */
export interface UnstorableText {
  path: string[];
  /** A sentence: the problem and what to do. */
  message: string;
}

/**
 * The first string in a value, field names included, that contains U+0000 or half of a surrogate pair: JSON can escape both,
 * and Postgres accepts neither. Walks without recursion and visits each object once: the arguments of a server action can be
 * nested to any depth and contain an object in many places, or in itself.
 */
export function findUnstorable(value: unknown): UnstorableText | undefined {
  const seenObjects = new Set<object>();
  const pendingPlaces: NestedValue[] = [{ value, name: "", parent: null }];
  for (let place = pendingPlaces.pop(); place; place = pendingPlaces.pop()) {
    const { value } = place;
    if (typeof value === "string") {
      const message = findStorageError(value);
      if (message) return { path: pathTo(place), message };
    } else if (typeof value === "object" && value !== null && !seenObjects.has(value)) {
      seenObjects.add(value);
      for (const [name, inside] of entriesOf(value).reverse()) {
        const message = findStorageError(name);
        if (message) return { path: pathTo(place), message };
        pendingPlaces.push({ value: inside, name, parent: place });
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

function pathTo(place: NestedValue): string[] {
  const path: string[] = [];
  for (let at = place; at.parent; at = at.parent) path.unshift(at.name);
  return path;
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof FormData || value instanceof Map)
    return [...value.entries()].map(([name, inside]) => [String(name), inside]);
  if (value instanceof Set) return [...value].map((inside, index) => [String(index), inside]);
  return Object.entries(value);
}

function findStorageError(text: string): string | undefined {
  if (text.includes("\0")) return "The character U+0000 cannot be stored. Remove it.";
  return text.isWellFormed()
    ? undefined
    : "An unpaired surrogate cannot be stored. Send well-formed Unicode.";
}
