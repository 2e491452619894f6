/** Headers with credentials, which are never stored (RFC 9110, sections 11.6.2 and 11.7.2; RFC 6265). */
const credentialHeaders = new Set(["authorization", "proxy-authorization", "cookie", "cookie2"]);

/**
 * Leaves out what must not be stored: credentials, cookies, the header in which the system sends a key, and every header that contains a
 * secret, such as the token in a Referer.
 * @param secrets the token of the URL, and the keys of the source
 * @param keyHeader in lower case; null if no header carries a key
 */
export function keepHeaders(
  headers: readonly [name: string, value: string][],
  secrets: readonly string[],
  keyHeader: string | null,
): [string, string][] {
  return headers.filter(([name, value]) => {
    const lowerCaseName = name.toLowerCase();
    return (
      !credentialHeaders.has(lowerCaseName) && lowerCaseName !== keyHeader && !containsAny(value, secrets)
    );
  });
}

/** Returns the query of a URL, without "?"; "" if it contains a secret. */
export function keepQuery(url: string, secrets: readonly string[]): string {
  const start = url.indexOf("?");
  const query = start < 0 ? "" : url.slice(start + 1);
  const decoded = [...new URLSearchParams(query).values()].join("\n");
  return containsAny(query, secrets) || containsAny(decoded, secrets) ? "" : query;
}

const containsAny = (text: string, secrets: readonly string[]) =>
  secrets.some((secret) => text.includes(secret));
