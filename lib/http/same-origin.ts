/**
 * Whether two URLs have the same scheme, host and port, as the WHATWG URL standard compares them: case-insensitive, and
 * with or without the default port. False for text that is not a URL.
 */
export function isSameOrigin(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const { origin } = new URL(one);
  // Schemes without hosts have the origin "null", which does not identify a destination.
  return origin !== "null" && origin === new URL(other).origin;
}
