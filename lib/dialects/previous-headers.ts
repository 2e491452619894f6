/** Replaced keys of a webhook that can be valid at a time: each adds a header, and receivers try each of them. */
export const previousKeysMax = 3;

/**
 * The headers that carry the signatures of replaced keys, the one replaced last first: "X-Previous", "X-Previous-2" ...
 * One value each, and not a list in one header: a receiver that knows of one previous key goes on comparing whole values.
 */
export function previousHeaders(first: string): string[] {
  return Array.from({ length: previousKeysMax }, (_, index) =>
    index === 0 ? first : `${first}-${index + 1}`,
  );
}
