/** A text that Postgres stores neither as text nor as JSON, and where it is: ["triggers", "0", "condition"]. */
export interface Unstorable {
  path: string[];
  /** What is wrong and what to do, as a sentence. */
  message: string;
}

/**
 * The first text in a value, names of fields included, that has U+0000 or half of a surrogate pair: JSON can escape both, and
 * Postgres takes neither. Walks without recursion and over each object once: what a
 * server action is called with may be nested to any depth, and hold one object in many places or in itself.
 */
export function findUnstorable(value: unknown): Unstorable | undefined {
  const seen = new Set<object>();
  const open: Place[] = [{ value, name: "", parent: null }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (typeof value === "string") {
      const message = faultOf(value);
      if (message) return { path: pathTo(place), message };
    } else if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      for (const [name, inside] of entriesOf(value).reverse()) {
        const message = faultOf(name);
        if (message) return { path: pathTo(place), message };
        open.push({ value: inside, name, parent: place });
      }
    }
  }
  return undefined;
}

interface Place {
  value: unknown;
  name: string;
  parent: Place | null;
}

function pathTo(place: Place): string[] {
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

function faultOf(text: string): string | undefined {
  if (text.includes("\0")) return "The character U+0000 cannot be stored. Remove it.";
  return text.isWellFormed()
    ? undefined
    : "Half of a surrogate pair cannot be stored. Send well-formed Unicode.";
}
