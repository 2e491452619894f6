/** The most previous keys that can be valid at a time: each adds a header, and receivers try each of them. */
export const maxPreviousKeys = 3;

/**
 * The headers with the signatures of previous keys, the most recent first: "X-Previous", "X-Previous-2" ... One value each rather
 * than a list in one header: a receiver that knows one previous key can still compare whole values.
 */
export function listPreviousKeyHeaderNames(first: string): string[] {
  return Array.from({ length: maxPreviousKeys }, (_, index) =>
    index === 0 ? first : `${first}-${index + 1}`,
  );
}
