/** A text that Postgres stores neither as text nor as JSON, and where it is: ["triggers", "0", "condition"]. */
export interface Unstorable {
  path: string[];
  /** What is wrong and what to do, as a sentence. */
  message: string;
}

/**
 * The first text in a value, names of fields included, that has U+0000 or half of a surrogate pair: JSON can escape both, and
 * Postgres takes neither. Walks without recursion, for what a server action is called with may be nested to any depth.
 */
export function findUnstorable(value: unknown): Unstorable | undefined {
  const open: { value: unknown; path: string[] }[] = [{ value, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === "string") {
      const message = faultOf(value);
      if (message) return { path, message };
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inside] of entriesOf(value).reverse()) {
        const message = faultOf(name);
        if (message) return { path, message };
        open.push({ value: inside, path: [...path, name] });
      }
    }
  }
  return undefined;
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
