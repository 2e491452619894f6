/**
 * The address that a request came from, or null: the last entry of X-Forwarded-For. It is written by the nearest server (the
 * proxy in front, or our own from the socket); the entries before it are the client's claims.
 */
export function readClientAddress(forwardedFor: string | null | undefined): string | null {
  return forwardedFor?.split(",").at(-1)?.trim() || null;
}
