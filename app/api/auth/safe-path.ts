const anyOrigin = "http://hookledger.invalid";

/**
 * The path of our own that `text` names, or "/" when it names none: where to go after signing in must not be a way
 * to another site. Takes what a browser would make of it, so "//host", "/\host", "/<tab>/host" and "/.//host" lead
 * to "/"; so does the sign-in page itself.
 */
export function safePath(text: unknown): string {
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, anyOrigin)) return "/";
  const { origin, pathname, search, hash } = new URL(text, anyOrigin);
  if (origin !== anyOrigin || pathname.startsWith("//") || pathname === "/sign-in") return "/";
  return `${pathname}${search}${hash}`;
}
