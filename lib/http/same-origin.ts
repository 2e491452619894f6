/**
 * Whether two URLs lead to the same scheme, host and port, as the WHATWG URL standard compares them: in any case, with
 * the default port written or left out. Text that is no URL has the same origin as nothing, itself included.
 */
export function sameOrigin(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const { origin } = new URL(one);
  // Schemes without hosts have the origin "null", which says nothing about where they lead.
  return origin !== "null" && origin === new URL(other).origin;
}
