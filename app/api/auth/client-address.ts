/**
 * The IP address that a request came from, or null: the last entry of X-Forwarded-For. The reverse proxy writes this entry or,
 * without a proxy, server.ts does. The entries before it can be forged by the client.
 */
export function readClientAddress(forwardedFor: string | null | undefined): string | null {
  return forwardedFor?.split(",").at(-1)?.trim() || null;
}
