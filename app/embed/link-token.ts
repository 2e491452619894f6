const tokenPattern = /^#?(hlp_[\w-]{64})$/;

/** The portal link in a URL's fragment; null if there is none. */
export function readToken(fragment: string): string | null {
  return tokenPattern.exec(fragment)?.[1] ?? null;
}

/** The ID of a portal link: the first 16 bytes of its token. The server checks the signature that follows. */
export function readLinkId(token: string): string {
  const base64 = token
    .slice("hlp_".length, "hlp_".length + 24)
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  const hex = Array.from(atob(base64).slice(0, 16), (byte) =>
    byte.charCodeAt(0).toString(16).padStart(2, "0"),
  );
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
