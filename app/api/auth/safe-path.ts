// Short file: a guard against open redirects, with its own test.
const placeholderOrigin = "http://hookledger.invalid";

/**
 * The local path in `text`, or "/" if it is not one: the redirect after signing in must not lead to another site. Parses the
 * text as a browser does, so "//host", "/\host", "/<tab>/host" and "/.//host" become "/"; so does the sign-in page itself.
 */
export function toSafePath(text: unknown): string {
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, placeholderOrigin)) return "/";
  const { origin, pathname, search, hash } = new URL(text, placeholderOrigin);
  if (origin !== placeholderOrigin || pathname.startsWith("//") || pathname === "/sign-in") return "/";
  return `${pathname}${search}${hash}`;
}
