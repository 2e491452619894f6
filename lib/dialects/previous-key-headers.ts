/** The most previous keys that can be valid at the same time. Each adds a header, whose signature receivers may have to check. */
export const maxPreviousKeys = 3;

/**
 * The names of the headers with signatures computed with previous keys, the most recent key first: "X-Previous", "X-Previous-2" ...
 * Each header has one signature instead of a list, so that a receiver can compare the whole value of a header.
 */
export function listPreviousKeyHeaderNames(first: string): string[] {
  return Array.from({ length: maxPreviousKeys }, (_, index) =>
    index === 0 ? first : `${first}-${index + 1}`,
  );
}
