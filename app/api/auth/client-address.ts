/**
 * The address a request came from, or null: the last entry of X-Forwarded-For. That is the one written by the server
 * nearest to us (the proxy in front, or our own from the socket); those before it are whatever the client claims.
 */
export function clientAddress(forwardedFor: string | null | undefined): string | null {
  return forwardedFor?.split(",").at(-1)?.trim() || null;
}
