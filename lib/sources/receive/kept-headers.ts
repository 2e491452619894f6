import type { Verification } from "../schema";

/** Headers with credentials, which are never stored (RFC 9110, sections 11.6.2 and 11.7.2; RFC 6265). */
const credentialHeaders = new Set(["authorization", "proxy-authorization", "cookie", "cookie2"]);

/**
 * Leaves out what must not be stored: credentials, cookies, the header that carries the key of the source, and everything that contains the
 * token of its URL, such as a Referer.
 */
export function keepHeaders(
  headers: readonly [name: string, value: string][],
  verification: Verification,
  token: string,
): [string, string][] {
  const keyHeader = verification.kind === "header" ? verification.header.toLowerCase() : null;
  return headers.filter(([name, value]) => {
    const lowerCaseName = name.toLowerCase();
    return !credentialHeaders.has(lowerCaseName) && lowerCaseName !== keyHeader && !value.includes(token);
  });
}

/** The query of a URL, without "?"; "" if it contains the token. */
export function keepQuery(url: string, token: string): string {
  const query = url.split("?", 2)[1] ?? "";
  return query.includes(token) ? "" : query;
}
